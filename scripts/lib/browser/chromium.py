"""A minimal client of headless Chromium: the DevTools protocol over a pipe, standard library only."""

import base64
import json
import os
import select
import subprocess
import time


class ChromiumError(Exception):
    pass


class Chromium:
    """One browser with one page. Messages are JSON, each ended by a zero byte, on file descriptors 3 and 4."""

    def __init__(self, binary, profile):
        to_browser_read, to_browser_write = os.pipe()
        from_browser_read, from_browser_write = os.pipe()
        self.incoming = from_browser_read
        self.outgoing = to_browser_write
        self.buffer = b""
        self.events = []
        self.last = 0

        def connect():
            # High numbers first, so that neither end is overwritten before it is copied.
            low, high = os.dup(to_browser_read), os.dup(from_browser_write)
            keep_low, keep_high = os.dup2(low, 103), os.dup2(high, 104)
            os.dup2(keep_low, 3)
            os.dup2(keep_high, 4)

        arguments = [
            binary, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
            "--no-first-run", "--disable-extensions", "--disable-background-networking", "--user-data-dir=" + profile,
            "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=connect, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_browser_read)
        os.close(from_browser_write)
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.call("Target.attachToTarget", {"targetId": page["targetId"], "flatten": True})
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.page(domain + ".enable")

    def close(self):
        try:
            self.call("Browser.close")
        except (ChromiumError, OSError):
            pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        os.close(self.incoming)
        os.close(self.outgoing)

    def page(self, method, parameters=None):
        return self.call(method, parameters, self.session)

    def call(self, method, parameters=None, session=None):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        os.write(self.outgoing, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + 60
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise ChromiumError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]
            self.events.append(answer)

    def receive(self, deadline):
        while b"\0" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.incoming], [], [], left)[0]:
                raise ChromiumError("Chromium did not answer in time")
            part = os.read(self.incoming, 1 << 20)
            if not part:
                raise ChromiumError("Chromium ended")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def load(self, address, width, height, scheme="light"):
        """Opens a page; the events since then are in `events`."""
        self.events = []
        self.page(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.page(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.page("Page.navigate", {"url": address})
        deadline = time.monotonic() + 60
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive(deadline))

    def evaluate(self, expression):
        answer = self.page("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        if "exceptionDetails" in answer:
            raise ChromiumError(json.dumps(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def messages(self):
        """Everything that the console, the log or an exception said, and every request but the page itself."""
        found = []
        requests = 0
        for event in self.events:
            method = event.get("method")
            if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
                found.append(f"{method}: {json.dumps(event['params'])[:300]}")
            if method == "Network.requestWillBeSent":
                requests += 1
                if requests > 1:
                    found.append("asked for " + event["params"]["request"]["url"])
        return found

    def screenshot(self, path):
        """The whole page as a PNG."""
        data = self.page("Page.captureScreenshot", {"captureBeyondViewport": True})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self, path, width, height):
        """Prints to a PDF; the paper's size is in inches, margins are those of the page."""
        data = self.page(
            "Page.printToPDF",
            {"paperWidth": width, "paperHeight": height, "printBackground": False, "preferCSSPageSize": True})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
