"""Real stores, once for all tests of a session: what all of them send gathers there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scormkit.xapi.transport import Store, basic
from tests.xapi.stores.real import PASSWORD, REAL_STORES, USER, RealStore


@pytest.fixture(scope="session", params=REAL_STORES)
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStore]:
    with REAL_STORES[request.param](tmp_path_factory.mktemp("store")) as started:
        yield started


@pytest.fixture
def store(real: RealStore) -> Iterator[Store]:
    with Store(real.endpoint, basic(USER, PASSWORD)) as opened:
        yield opened
