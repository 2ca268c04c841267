// Comments of a reviewer: kept on this device, saved as a text file that names the part of each. Nothing is sent.
(() => {
  const key = `storyboard:${document.body.dataset.unit}`
  const fields = [...document.querySelectorAll('[data-comment]')]
  const save = document.querySelector('[data-save]')
  const count = document.querySelector('[data-count]')
  const written = () => fields.filter((field) => field.value.trim())

  // Storage may be switched off, as in private windows or for files; then comments last as long as the page.
  const remember = (text) => { try { localStorage.setItem(key, text) } catch { /* see above */ } }
  const remembered = () => { try { return JSON.parse(localStorage.getItem(key)) || {} } catch { return {} } }

  const show = () => {
    const found = written()
    save.hidden = !found.length
    count.textContent = found.length ? `Comments: ${found.length}` : ''
    remember(JSON.stringify(Object.fromEntries(found.map((field) => [field.dataset.comment, field.value]))))
  }

  const before = remembered()
  for (const field of fields) {
    field.value = before[field.dataset.comment] || ''
    field.closest('details').open = Boolean(field.value)
    field.closest('details').hidden = false
    field.addEventListener('input', show)
  }
  show()

  save.addEventListener('click', () => {
    const lines = written().map((field) => `${field.dataset.comment}\n${field.value.trim()}\n`)
    const text = [`${document.title}\n${document.body.dataset.unit}\n`, ...lines].join('\n')
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = `comments-${document.body.dataset.unit.split('/')[1]}.txt`
    link.click()
    URL.revokeObjectURL(link.href)
  })
})()
