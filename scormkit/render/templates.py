"""Render room, templates: Jinja2 over a theme and what it extends; a failure names the template's own line.

A template is looked for in the theme, then in those it extends. `default:sco.html` means the one of the theme
`default`, so that a template can extend the one it replaces.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from typing import Any

import jinja2

from scormkit.errors import ScormkitError, ThemeError
from scormkit.render.problems import nearest, read_text, theme_error
from scormkit.render.theme import LoadedTheme, ThemeFolder


class _ThemeLoader(jinja2.BaseLoader):
    """Reads templates once; messages see them under their theme's label, never an absolute path."""

    def __init__(self, theme: LoadedTheme) -> None:
        self.folders = theme.folders

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        owner, _, name = template.rpartition(":")
        for folder in self.folders:
            path = folder.path / "templates" / name
            if owner in ("", folder.name) and path.is_file():
                label = _label(folder, name)
                return read_text(path, label), label, lambda: True
        raise jinja2.TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        names = {
            path.relative_to(folder.path / "templates").as_posix()
            for folder in self.folders
            for path in (folder.path / "templates").rglob("*.html")
        }
        return sorted(names)


def _label(folder: ThemeFolder, name: str) -> str:
    return f"{folder.label}/templates/{name}"


class Templates:
    """The compiled templates of a theme."""

    def __init__(self, theme: LoadedTheme, helpers: Mapping[str, Any]) -> None:
        self._theme = theme
        self._loader = _ThemeLoader(theme)
        self._environment = jinja2.Environment(
            loader=self._loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            keep_trailing_newline=False,
        )
        self._environment.globals.clear()
        self._environment.globals.update(helpers, range=range)
        self._ready: dict[str, jinja2.Template] = {}

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The template `name` with `values`; raises `ThemeError` with its file and line for whatever goes wrong."""
        try:
            template = self._ready.get(name)
            if template is None:
                template = self._ready[name] = self._environment.get_template(name)
            return template.render(values)
        except ScormkitError:
            raise
        except jinja2.TemplateNotFound as problem:
            raise self._missing(problem) from None
        except jinja2.TemplateSyntaxError as problem:
            file = problem.filename or name
            hint = "check that each `{{ … }}` and `{% … %}` is closed, and each block by its `{% end… %}`"
            raise theme_error("THEME-TEMPLATE-SYNTAX", _sentence(problem.message), file, problem.lineno, hint) from None
        except Exception as problem:
            raise self._failed(problem, name) from problem

    def _missing(self, problem: jinja2.TemplateNotFound) -> ThemeError:
        """Blamed on the template that asked for it, else on the theme, which does not draw what the course has."""
        file, line = self._place_of(problem) or (f"{self._theme.folders[0].label}/theme.yaml", 0)
        name = str(problem.name)
        hint = nearest(name, self._loader.list_templates())
        return theme_error("THEME-TEMPLATE-MISSING", f"the theme has no template `{name}`", file, line, hint)

    def _failed(self, problem: Exception, name: str) -> ThemeError:
        file, line = self._place_of(problem) or (name, 0)
        hint = getattr(problem, "hint", "")
        if isinstance(problem, jinja2.UndefinedError):
            hint = "templates get `course`, `unit`, `page`, `theme` and the helpers of docs/how-to/write-a-theme.md"
        return theme_error("THEME-TEMPLATE-FAILED", _sentence(str(problem) or type(problem).__name__), file, line, hint)

    def _place_of(self, problem: Exception) -> tuple[str, int] | None:
        """The template and line where it happened: jinja2 gives the frames of a traceback both."""
        labels = tuple(f"{folder.label}/templates/" for folder in self._theme.folders)
        frames = [each for each in traceback.extract_tb(problem.__traceback__) if each.filename.startswith(labels)]
        return (frames[-1].filename, frames[-1].lineno or 0) if frames else None


def _sentence(message: str | None) -> str:
    text = (message or "the template cannot be read").split(". ")[0].rstrip(".").replace("'", "`")
    return text[:1].lower() + text[1:]
