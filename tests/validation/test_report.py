"""The page works in a real browser, without a network."""

import json
import os
import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from support.synthetic import CLAIMS

from netbounds.systems import module
from netbounds.validation import sweep
from netbounds.validation.report import report

pytestmark = pytest.mark.usefixtures("synthetic_system")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("report") / "s.sqlite"


@pytest.fixture
def page(synthetic_system, store, tmp_path):
    """The report of the synthetic system, one of its claims made wrong."""
    claims = (*module("validation", synthetic_system).CLAIMS[:-1], CLAIMS[-1].spoiled())
    verdicts = sweep({synthetic_system: claims}, store=store, workers=1)
    path = tmp_path / "report.html"
    figures = {synthetic_system: module("validation", synthetic_system).FIGURES}
    path.write_text(report(verdicts, figures), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver_path = shutil.which("chromedriver")
    if not (chromium and driver_path) and not os.environ.get("CI"):
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "window-size=1200,900"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(driver_path))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, page):
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page.as_uri())
    return browser


def settles(browser, expected):
    """The table shows these claims, at the latest after a moment."""
    WebDriverWait(browser, 5, poll_frequency=0.05).until(lambda b: shown(b) == expected)
    return True


def shown(browser):
    rows = browser.find_elements(By.CSS_SELECTOR, ".verdicts tbody tr")
    return [r.find_element(By.CSS_SELECTOR, ".claim").text for r in rows if r.is_displayed()]


def test_no_error_is_logged_and_no_request_leaves_the_page(opened, page):
    assert opened.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    urls = {
        m["params"]["request"]["url"]
        for m in messages
        if m["method"] == "Network.requestWillBeSent"
    }
    assert {u for u in urls if not u.startswith(("data:", "chrome:"))} == {page.as_uri()}


def test_filters_leave_what_was_asked_for(opened):
    everything = shown(opened)
    assert len(everything) == 14
    opened_select = {
        name: Select(opened.find_element(By.CSS_SELECTOR, f"[data-filter={name}]"))
        for name in ("system", "kind", "verdict")
    }
    opened_select["verdict"].select_by_value("disagrees")
    assert settles(opened, ["squares, simulated too"])
    assert opened.find_element(By.CSS_SELECTOR, ".count").text == "1 of 14 claims"
    opened_select["verdict"].select_by_value("")
    opened_select["kind"].select_by_value("distribution")
    assert settles(opened, ["die", "exponential"])
    opened_select["kind"].select_by_value("")
    opened.find_element(By.CSS_SELECTOR, "[data-filter=text]").send_keys("factor")
    assert settles(opened, ["factorial"])


def test_headers_sort_by_keyboard_numbers_as_numbers(opened):
    button = next(
        b for b in opened.find_elements(By.CSS_SELECTOR, "th button") if b.text.lower() == "rival p"
    )
    button.send_keys(Keys.ENTER)
    cells = opened.find_elements(By.CSS_SELECTOR, ".verdicts td[data-name='rival p']")
    values = [float(cell.get_attribute("data-value")) for cell in cells]
    assert values == sorted(values)
    assert button.find_element(By.XPATH, "..").get_attribute("aria-sort") == "ascending"
    button.send_keys(Keys.ENTER)
    assert button.find_element(By.XPATH, "..").get_attribute("aria-sort") == "descending"


def test_a_link_in_the_table_opens_its_claim_with_formula_source_and_rival(opened):
    opened.find_element(By.LINK_TEXT, "square").click()
    details = opened.find_element(By.ID, "claim-synthetic-square")
    opened.execute_async_script("setTimeout(arguments[0], 50)")
    assert details.get_attribute("open")
    text = details.text
    assert "The square of a number grows faster than the number." in text
    assert "Turcu et al. (2022)" in text
    assert "lambda n: n ** 2.1" in text
    math = details.find_element(By.TAG_NAME, "math")
    assert math.get_attribute("alttext").startswith(r"\int_0^n")
    assert math.size["width"] > 100


def test_every_figure_has_a_text_alternative(opened):
    images = opened.find_elements(By.CSS_SELECTOR, "figure > svg")
    assert len(images) == 2  # in the system's section, and within the claim that it shows
    assert {i.get_attribute("aria-label") for i in images} == {"Squares grow."}
    ids = opened.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_nothing_is_wider_than_a_phone(opened):
    size = {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": True}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        opened.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(opened, scheme):
    feature = {"name": "prefers-color-scheme", "value": scheme}
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    contrast = opened.execute_script("""
      const light = c => { const v = c.match(/[0-9.]+/g).slice(0, 3).map(x => x / 255)
        .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
        return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      const texts = 'p, td, th, a:not(.skip), dt, summary, figcaption';
      return [...document.querySelectorAll(texts)].map(e => {
        const ink = light(getComputedStyle(e).color);
        return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05); });
    """)
    assert min(contrast) > 4.5


def test_printing_opens_every_claim(opened):
    opened.execute_cdp_cmd("Page.printToPDF", {})
    opened.execute_script("dispatchEvent(new Event('beforeprint'))")
    details = opened.find_elements(By.TAG_NAME, "details")
    assert all(d.get_attribute("open") for d in details)
