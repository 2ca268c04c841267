"""Exports of meeting tools, as they write them in many languages, made from stays that are known."""

# ruff: noqa: E501 - header rows are read best in one line

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

Stay = tuple[datetime, datetime]


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    stays: tuple[Stay, ...]
    role: str = "Attendee"

    @property
    def first(self) -> datetime:
        return min(start for start, _ in self.stays)

    @property
    def last(self) -> datetime:
        return max(end for _, end in self.stays)

    @property
    def seconds(self) -> int:
        return round(sum((end - start).total_seconds() for start, end in self.stays))


@dataclass(frozen=True)
class Locale:
    """How a language writes dates and durations, and the header rows of each tool."""

    date: Callable[[datetime], str]
    units: tuple[str, str, str]
    teams: tuple[str, ...]  #: section 2
    activities: tuple[str, ...]  #: section 3
    report: tuple[str, ...]  #: the older layout
    listed: tuple[str, ...]  #: the list during a meeting, with its two actions
    zoom: tuple[str, ...]
    zoom_meeting: tuple[str, ...]
    meet: tuple[str, ...]
    sections: tuple[str, str, str]


def _half(at: datetime, am: str = "AM", pm: str = "PM") -> str:
    return f"{at.hour % 12 or 12}:{at:%M:%S} {pm if at.hour >= 12 else am}"


LOCALES = {
    "en-us": Locale(
        lambda at: f"{at.month}/{at.day}/{at:%y}, {_half(at)}",
        ("h", "m", "s"),
        ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"),
        ("Name", "Join Time", "Leave Time", "Duration", "Email", "Role"),
        ("Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"),
        ("Full Name", "User Action", "Timestamp", "Joined", "Left"),
        ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"),
        ("Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"),
        ("First name", "Last name", "Email", "Duration", "Time joined", "Time exited"),
        ("1. Summary", "2. Participants", "3. In-Meeting Activities"),
    ),
    "en-gb": Locale(
        lambda at: f"{at:%d/%m/%Y, %H:%M:%S}",
        ("h", "m", "s"),
        ("Name", "First join", "Last leave", "In-meeting duration", "Email", "Participant ID (UPN)", "Role"),
        ("Name", "Join time", "Leave time", "Duration", "Email", "Role"),
        ("Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"),
        ("Full Name", "User Action", "Timestamp", "Joined before", "Left"),
        ("Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest", "In waiting room"),
        ("Topic", "ID", "Host name", "Duration (minutes)", "Start time", "End time", "Participants"),
        ("First name", "Last name", "Email", "Duration", "Time joined", "Time exited"),
        ("1. Summary", "2. Participants", "3. In-meeting activities"),
    ),
    "de": Locale(
        lambda at: f"{at:%d.%m.%y, %H:%M:%S}",
        ("Std.", "Min.", "Sek."),
        ("Name", "Erster Beitritt", "Letztes Verlassen", "Dauer der Besprechung", "E-Mail", "Teilnehmer-ID (UPN)", "Rolle"),
        ("Name", "Beitreten", "Verlassen", "Dauer", "E-Mail", "Rolle"),
        ("Vollständiger Name", "Beitrittszeit", "Verlassenszeit", "Dauer", "E-Mail", "Rolle", "Teilnehmer-ID (UPN)"),
        ("Vollständiger Name", "Benutzeraktion", "Zeitstempel", "Beigetreten", "Verlassen"),
        ("Name (Originalname)", "Benutzer-E-Mail", "Beitrittszeit", "Verlassenszeit", "Dauer (Minuten)", "Gast"),
        ("Meeting-ID", "Thema", "Startzeit", "Endzeit", "Benutzer-E-Mail", "Dauer (Minuten)", "Teilnehmer"),
        ("Vorname", "Nachname", "E-Mail-Adresse", "Dauer", "Beigetreten um", "Verlassen um"),
        ("1. Zusammenfassung", "2. Teilnehmer", "3. Aktivitäten in der Besprechung"),
    ),
    "fr": Locale(
        lambda at: f"{at:%d/%m/%Y %H:%M:%S}",
        ("h", "min", "s"),
        ("Nom", "Première participation", "Dernier départ", "Durée de la réunion", "E-mail", "ID du participant (UPN)", "Rôle"),
        ("Nom", "Heure d’arrivée", "Heure de départ", "Durée", "E-mail", "Rôle"),
        ("Nom complet", "Heure d'arrivée", "Heure de départ", "Durée", "E-mail", "Rôle", "ID du participant (UPN)"),
        ("Nom complet", "Action de l’utilisateur", "Horodatage", "A rejoint", "A quitté"),
        ("Nom (nom d'origine)", "E-mail de l'utilisateur", "Heure d'arrivée", "Heure de départ", "Durée (minutes)", "Invité"),
        ("ID de réunion", "Sujet", "Heure de début", "Heure de fin", "E-mail de l'utilisateur", "Durée (minutes)", "Participants"),
        ("Prénom", "Nom", "Adresse e-mail", "Durée", "Heure d'arrivée", "Heure de départ"),
        ("1. Résumé", "2. Participants", "3. Activités en réunion"),
    ),
    "es": Locale(
        lambda at: f"{at.day}/{at.month}/{at:%Y}, {_half(at, 'a. m.', 'p. m.')}",
        ("h", "min", "s"),
        ("Nombre", "Primera entrada", "Última salida", "Duración de la reunión", "Correo electrónico", "Id. de participante (UPN)", "Rol"),
        ("Nombre", "Hora de entrada", "Hora de salida", "Duración", "Correo electrónico", "Rol"),
        ("Nombre completo", "Hora de entrada", "Hora de salida", "Duración", "Correo electrónico", "Rol", "Id. de participante (UPN)"),
        ("Nombre completo", "Acción del usuario", "Marca de tiempo", "Se unió", "Salió"),
        ("Nombre (nombre original)", "Correo electrónico del usuario", "Hora de entrada", "Hora de salida", "Duración (minutos)", "Invitado"),
        ("ID de reunión", "Tema", "Hora de inicio", "Hora de finalización", "Correo electrónico del usuario", "Duración (minutos)", "Participantes"),
        ("Nombre", "Apellidos", "Correo electrónico", "Duración", "Hora de entrada", "Hora de salida"),
        ("1. Resumen", "2. Participantes", "3. Actividades en la reunión"),
    ),
    "cs": Locale(
        lambda at: f"{at.day}. {at.month}. {at:%Y %H:%M:%S}",
        ("h", "min", "s"),
        ("Jméno", "První připojení", "Poslední odchod", "Doba trvání schůzky", "E-mail", "ID účastníka (UPN)", "Role"),
        ("Jméno", "Čas připojení", "Čas odchodu", "Doba trvání", "E-mail", "Role"),
        ("Celé jméno", "Čas připojení", "Čas odchodu", "Doba trvání", "E-mail", "Role", "ID účastníka (UPN)"),
        ("Celé jméno", "Akce uživatele", "Časové razítko", "Připojil se", "Odešel"),
        ("Jméno (původní jméno)", "E-mail uživatele", "Čas připojení", "Čas odchodu", "Doba trvání (minuty)", "Host"),
        ("ID schůzky", "Téma", "Začátek", "Konec", "E-mail uživatele", "Doba trvání (minuty)", "Účastníci"),
        ("Jméno", "Příjmení", "E-mailová adresa", "Doba trvání", "Čas připojení", "Čas odchodu"),
        ("1. Souhrn", "2. Účastníci", "3. Aktivity na schůzce"),
    ),
    "pl": Locale(
        lambda at: f"{at:%d.%m.%Y, %H:%M:%S}",
        ("godz.", "min", "sek."),
        ("Imię i nazwisko", "Pierwsze dołączenie", "Ostatnie wyjście", "Czas udziału w spotkaniu", "Adres e-mail", "Identyfikator uczestnika (UPN)", "Rola"),
        ("Imię i nazwisko", "Godzina dołączenia", "Godzina opuszczenia", "Czas trwania", "Adres e-mail", "Rola"),
        ("Imię i nazwisko", "Godzina dołączenia", "Godzina opuszczenia", "Czas trwania", "Adres e-mail", "Rola", "Identyfikator uczestnika (UPN)"),
        ("Imię i nazwisko", "Akcja użytkownika", "Znacznik czasu", "Dołączono", "Opuszczono"),
        ("Nazwa (oryginalna nazwa)", "E-mail użytkownika", "Czas dołączenia", "Czas opuszczenia", "Czas trwania (minuty)", "Gość"),
        ("Identyfikator", "Temat", "Początek", "Koniec", "E-mail użytkownika", "Czas trwania (minuty)", "Uczestnicy"),
        ("Imię", "Nazwisko", "Adres e-mail", "Czas trwania", "Godzina dołączenia", "Godzina opuszczenia"),
        ("1. Podsumowanie", "2. Uczestnicy", "3. Aktywności na spotkaniu"),
    ),
}  # fmt: skip


def lasted(seconds: int, units: tuple[str, str, str]) -> str:
    """`1h 27m 51s`: units without a space where they are one letter of English."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    space = "" if units[0] == "h" and units[1] == "m" else " "
    parts = [(hours, units[0])] * bool(hours) + [(minutes, units[1])] * bool(hours or minutes) + [(left, units[2])]
    return " ".join(f"{number}{space}{unit}" for number, unit in parts)


def _text(rows: Iterable[Iterable[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _stay_rows(people: Iterable[Person], how: Locale) -> Iterable[tuple[Person, Stay, list[str]]]:
    for person in people:
        for start, end in person.stays:
            length = lasted(round((end - start).total_seconds()), how.units)
            yield person, (start, end), [person.name, how.date(start), how.date(end), length]


def teams(people: list[Person], locale: str, *, activities: bool = True) -> bytes:
    """Today's report: UTF-16, tabs, three sections."""
    how = LOCALES[locale]
    rows: list[list[str]] = [[how.sections[0]], ["Case clinic title", "Case clinic"], []]
    rows += [[how.sections[1]], list(how.teams)]
    for each in people:
        times = [how.date(each.first), how.date(each.last), lasted(each.seconds, how.units)]
        rows.append([each.name, *times, each.email, each.email, each.role])
    if activities:
        rows += [[], [how.sections[2]], list(how.activities)]
        rows += [[*cells, person.email, person.role] for person, _, cells in _stay_rows(people, how)]
    return _text(rows, "\t").encode("utf-16")


def teams_report(people: list[Person], locale: str) -> bytes:
    """The older report: UTF-16, tabs, a summary and one table with a row for each stay."""
    how = LOCALES[locale]
    rows: list[list[str]] = [["Meeting Summary"], ["Total Number of Participants", str(len(people))], []]
    rows.append(list(how.report))
    rows += [[*cells, person.email, person.role, person.email] for person, _, cells in _stay_rows(people, how)]
    return _text(rows, "\t").encode("utf-16")


def teams_list(people: list[Person], locale: str) -> bytes:
    """The oldest: a list of comings and goings, without addresses."""
    how = LOCALES[locale]
    *header, joined, left = how.listed
    rows = [header]
    for person in people:
        for start, end in sorted(person.stays):
            rows += [[person.name, joined, how.date(start)], [person.name, left, how.date(end)]]
    return _text(rows, "\t").encode("utf-16")


def zoom(people: list[Person], locale: str, *, meeting: bool = False, delimiter: str = ",") -> bytes:
    """The usage report, with or without the meeting's own rows above it; UTF-8 with a mark."""
    how = LOCALES[locale]
    rows: list[list[str]] = []
    if meeting:
        first, last = min(each.first for each in people), max(each.last for each in people)
        cells = ["852 1848 6288", "Case clinic", how.date(first), how.date(last), "host@example.org", "93", "7"]
        rows += [list(how.zoom_meeting), cells, []]
    rows.append(list(how.zoom))
    for person, (start, end), (name, *times, _) in _stay_rows(people, how):
        minutes = str(-(-round((end - start).total_seconds()) // 60))
        rows.append([name, person.email, *times, minutes, "Yes", *(["No"] if len(how.zoom) > 6 else [])])
    return _text(rows, delimiter).encode("utf-8-sig")


def meet(people: list[Person], locale: str) -> bytes:
    """Google Meet: one row a person, clocks without a date."""
    how = LOCALES[locale]
    rows = [list(how.meet)]
    for each in people:
        given, _, family = each.name.partition(" ")
        names = [family, given] if how.meet[0] == "Nom" else [given, family]
        clocks = [f"{_half(at)}" if locale == "en-us" else f"{at:%H:%M:%S}" for at in (each.first, each.last)]
        rows.append([*names, each.email, lasted(each.seconds, how.units), *clocks])
    return _text(rows, ",").encode()


def plain(people: list[Person], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A table somebody kept by hand."""
    rows = [["Name", "E-Mail", "Joined", "Left"]]
    rows += [
        [each.name, each.email, start.isoformat(sep=" "), end.isoformat(sep=" ")]
        for each in people
        for start, end in each.stays
    ]
    return _text(rows, delimiter).encode(encoding)
