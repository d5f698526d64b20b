"""Drives a headless Chromium by its DevTools protocol, over pipes: messages of JSON, a zero byte behind each."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile


class BrowserError(Exception):
    pass


class Chromium:
    """One browser with one page; a context manager, so that none stays behind."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="artpipe-page-")
        theirs_in, self.out = os.pipe()
        self.inn, theirs_out = os.pipe()
        # The browser reads from descriptor 3 and writes to 4; high numbers first, so that neither is overwritten.
        high_in, high_out = os.dup2(theirs_in, 203), os.dup2(theirs_out, 204)
        self.process = subprocess.Popen(
            ["bash", "-c", 'exec "$0" "$@" 3<&203 4>&204', os.environ.get("CHROMIUM", "chromium"), "--headless=new",
             "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions",
             "--remote-debugging-pipe", f"--user-data-dir={self.folder}", "about:blank"],
            pass_fds=(high_in, high_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        for descriptor in (theirs_in, theirs_out, high_in, high_out):
            os.close(descriptor)
        self.buffer, self.last, self.events = b"", 0, []
        self.session = None
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.call("Browser.close")
        except (BrowserError, OSError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self):
        while b"\0" not in self.buffer:
            data = os.read(self.inn, 1 << 20)
            if not data:
                raise BrowserError("the browser ended")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise BrowserError(answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        """Goes to a page and waits until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        """The value of an expression, awaited."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def processor_seconds(self):
        """What all processes of the browser have used of the processor's time: speed that does not depend on its load."""
        ticks = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def complaints(self):
        """What the page wrote to the console as errors, and what it threw."""
        found = []
        for event in self.events:
            if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
                found.append(event["params"]["entry"]["text"])
            if event.get("method") == "Runtime.exceptionThrown":
                details = event["params"]["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
        return found
