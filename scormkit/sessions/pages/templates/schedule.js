// The schedule's own clock: every time on the page carries its moment in UTC, so it can be told in any zone, over every
// change of the clocks. Nothing is fetched and nothing is kept. Without this script the list below stands as it is.
(() => {
  const words = JSON.parse(document.getElementById('words').textContent)
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || words.zone
  const list = document.querySelector('[data-list]')
  const weeks = document.querySelector('[data-weeks]')
  const controls = document.querySelector('[data-controls]')
  const all = (selector) => [...document.querySelectorAll(selector)]
  const fill = (text, values) => text.replace(/\{([\w-]+)\}/g, (_, name) => values[name])
  const placeOf = (zone) => zone.split('/').pop().replaceAll('_', ' ')

  const clocks = new Map()
  const clockOf = (zone) => {
    if (!clocks.has(zone)) {
      clocks.set(zone, new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: zone, hourCycle: 'h23',
        year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
      }))
    }
    return clocks.get(zone)
  }

  /** A moment on the clocks of a zone; `serial` counts days, `weekday` is 0 on Mondays. */
  const local = (moment, zone) => {
    const found = {}
    for (const { type, value } of clockOf(zone).formatToParts(new Date(moment))) found[type] = value
    const serial = Math.floor(Date.UTC(found.year, found.month - 1, found.day) / 86400000)
    return { serial, clock: `${found.hour}:${found.minute}` }
  }

  const dateOf = (serial) => new Date(serial * 86400000)
  const weekdayOf = (serial) => (serial + 3) % 7 // day 0 was a Thursday

  const dated = (form, serial) => {
    const day = dateOf(serial)
    const [days, months] = form === 'short' ? ['days-short', 'months-short'] : ['days', 'months']
    return fill(words.dates[form], {
      weekday: words.dates[days][weekdayOf(serial)],
      day: day.getUTCDate(),
      month: words.dates[months][day.getUTCMonth()],
      year: day.getUTCFullYear(),
    })
  }

  const written = (moment, form, zone, after) => {
    const { serial, clock } = local(moment, zone)
    const told = form === 'clock' && after && local(after, zone).serial !== serial ? 'at' : form
    if (told === 'clock') return clock
    return told === 'at' ? fill(words.dates.at, { date: dated('short', serial), clock }) : dated(told, serial)
  }

  const make = (tag, className, text) => {
    const element = document.createElement(tag)
    if (className) element.className = className
    if (text !== undefined) element.textContent = text
    return element
  }

  const told = new Map(all('time[data-form]').map((each) => [each, each.textContent]))

  const showTimes = (zone) => {
    for (const [element, text] of told) {
      const { form, after } = element.dataset
      element.textContent = zone === words.zone ? text : written(element.dateTime, form, zone, after)
    }
    for (const tile of all('[data-tile]')) {
      const day = local(tile.dataset.tile, zone).serial
      const [weekday, number, month] = tile.children
      weekday.textContent = words.dates['days-short'][weekdayOf(day)]
      number.textContent = dateOf(day).getUTCDate()
      month.textContent = words.dates['months-short'][dateOf(day).getUTCMonth()]
    }
    const name = fill(zone === words.zone ? words.text.zone : words.text['zone.own'], { place: placeOf(zone) })
    for (const element of all('[data-zone-name]')) element.textContent = name
  }

  // --- weeks ---

  const entries = () => all('[data-entry]').map(({ dataset, id, classList }) => ({
    ...dataset, target: dataset.target || id, gone: classList.contains('is-cancelled'),
  }))

  const slot = ({ entry, start, end, title, target, gone }, zone) => {
    const link = make('a', `slot${entry === 'due' ? ' is-due' : ''}${gone ? ' is-cancelled' : ''}`)
    link.href = `#${target}`
    const from = written(start, 'clock', zone)
    link.append(
      make('b', '', end ? `${from}–${written(end, 'clock', zone, start)}` : from),
      entry === 'due' ? fill(words.text['due-short'], { title }) : title,
    )
    if (gone) link.append(` (${words.text.cancelled})`)
    const item = make('li')
    item.append(link)
    return item
  }

  const dayOf = (serial, found, zone, today) => {
    const weekend = weekdayOf(serial) > 4 ? ' is-weekend' : ''
    const day = make('li', `day${weekend}${found.length ? '' : ' is-empty'}${serial === today ? ' is-today' : ''}`)
    day.append(make(found.length ? 'h4' : 'p', '', dated('short', serial)))
    if (!found.length) return day
    const slots = make('ul')
    slots.append(...found.map((each) => slot(each, zone)))
    day.append(slots)
    return day
  }

  const showWeeks = (zone) => {
    const today = local(Date.now(), zone).serial
    const byDay = new Map()
    for (const each of entries().sort((one, other) => (one.start < other.start ? -1 : 1))) {
      const { serial } = local(each.start, zone)
      byDay.set(serial, [...(byDay.get(serial) || []), each])
    }
    const mondays = [...new Set([...byDay.keys()].map((serial) => serial - weekdayOf(serial)))]
    weeks.replaceChildren(...mondays.sort((one, other) => one - other).map((monday) => {
      const week = make('section', 'week')
      const days = make('ol', 'days')
      const serials = [0, 1, 2, 3, 4, 5, 6].map((each) => monday + each)
      days.append(...serials.map((serial) => dayOf(serial, byDay.get(serial) || [], zone, today)))
      week.append(make('h3', '', fill(words.text.week, { date: dated('day', monday) })), days)
      return week
    }))
  }

  // --- what is over, what is next ---

  const markNow = () => {
    const now = new Date().toISOString()
    const stops = all('[data-entry=live]:not(.is-cancelled)')
    for (const stop of stops.filter(({ dataset }) => dataset.end < now)) {
      stop.classList.add('is-over')
      stop.querySelector('.title').append(make('span', 'chip', words.text.over))
    }
    const next = stops.find(({ dataset }) => dataset.end >= now)
    if (!next) return
    next.querySelector('.title').append(make('span', 'badge good', words.text.next))
    const line = document.querySelector('[data-next]')
    const link = make('a', '', next.dataset.title)
    link.href = `#${next.id}`
    const time = make('time')
    Object.assign(time, { dateTime: next.dataset.start, textContent: written(next.dataset.start, 'at', words.zone) })
    time.dataset.form = 'at'
    told.set(time, time.textContent)
    line.append(make('b', '', `${words.text.next}: `), link, ' · ', time)
    line.hidden = false
  }

  const zoneNow = () => (controls.elements.zone.value === 'own' ? own : words.zone)

  const show = () => {
    const inWeeks = controls.elements.view.value === 'week'
    showTimes(zoneNow())
    if (inWeeks) showWeeks(zoneNow())
    list.hidden = inWeeks
    weeks.hidden = !inWeeks
  }

  // A link to a live session leads to the list, where it is told in full.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#session-"]')
    if (!link || !list.contains(document.querySelector(link.hash))) return
    controls.elements.view.value = 'list'
    show()
  })

  markNow()
  document.querySelector('[data-own]').textContent = fill(words.text['zone.own'], { place: placeOf(own) })
  document.querySelector('[data-zones]').hidden = own === words.zone
  controls.addEventListener('change', show)
  controls.hidden = false
  document.querySelector('[data-noscript]').hidden = true
  show()

  const print = document.querySelector('[data-print]')
  print.addEventListener('click', () => window.print())
  print.hidden = false

  // A calendar can subscribe only to what has an address.
  const feed = document.querySelector('[data-feed]')
  if (feed && location.protocol.startsWith('http')) feed.href = feed.href.replace(/^https?:/, 'webcal:')
  else if (feed) feed.hidden = true
})()
