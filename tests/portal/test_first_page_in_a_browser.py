"""The front page in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_the_front_page_loads_everything_it_names_under_the_content_policy(browser, live_server):
    page = browser.new_page()
    complaints, failed = [], []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    page.goto(live_server.url)

    assert (complaints, failed) == ([], [])
    page.close()
