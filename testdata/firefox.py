#!/usr/bin/env python3
"""Looks at a site as Debian's Firefox shows it from a disk.

  python3 testdata/firefox.py outputs/site/2026-H1 [folder for pictures]

It opens a page of every kind without a window and fails where anything is refused by
the policy, reported as an error, or not loaded: the face, the style sheet, the list of
the catalogue, the explorer, a search. It needs firefox-esr and nothing else: it speaks
Firefox's own protocol of remote control (Marionette).
"""
import base64, glob, json, os, pathlib, shutil, socket, subprocess, sys, tempfile, time

PORT = 2828


class Firefox:
    def __init__(self):
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if not program:
            sys.exit("firefox-esr is not here")
        self.profile = tempfile.mkdtemp()
        home = dict(os.environ, HOME=self.profile)
        self.process = subprocess.Popen([program, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", self.profile],
                                        env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                self.line = socket.create_connection(("127.0.0.1", PORT))
                break
            except OSError:
                time.sleep(0.2)
        else:
            sys.exit("firefox does not answer")
        self.line.settimeout(300)
        self.number = 0
        self.read()
        self.ask("WebDriver:NewSession", {})

    def read(self):
        head = b""
        while not head.endswith(b":"):
            head += self.line.recv(1)
        size, text = int(head[:-1]), b""
        while len(text) < size:
            text += self.line.recv(size - len(text))
        return json.loads(text)

    def ask(self, command, arguments):
        self.number += 1
        data = json.dumps([0, self.number, command, arguments]).encode()
        self.line.sendall(str(len(data)).encode() + b":" + data)
        _, _, error, result = self.read()
        if error:
            raise RuntimeError(f"{command}: {error.get('message')}")
        return result

    def see(self, script, context="content"):
        self.ask("Marionette:SetContext", {"value": context})
        out = self.ask("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]
        self.ask("Marionette:SetContext", {"value": "content"})
        return out

    def until(self, script, seconds=60):
        end = time.time() + seconds
        while time.time() < end:
            if self.see(script):
                return True
            time.sleep(0.2)
        return False

    def heard(self):
        """Errors and warnings since the last look that name a page of the disk."""
        return self.see("""
          const out = Services.console.getMessageArray().map(m => { try { m.QueryInterface(Ci.nsIScriptError); } catch (e) {} return [m.errorMessage || m.message || '', m.sourceName || '', m.category || '']; })
            .filter(m => m[1].startsWith('file:') || m[2].includes('CSP') || /Content-Security-Policy/.test(m[0])).map(m => m.join(' | '));
          Services.console.reset();
          return out;""", "chrome")

    def close(self):
        try:
            self.ask("Marionette:Quit", {"flags": ["eForceQuit"]})
        except (OSError, RuntimeError, ValueError):
            pass
        self.process.wait(timeout=60)
        shutil.rmtree(self.profile, ignore_errors=True)


def main():
    folder, pictures = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else ""
    pages = ["index.html", "practices/index.html", "practices/index.html#q=петицій", "partners/index.html", "explore/index.html", "compare/index.html", "oblasts/index.html",
             "criteria/index.html", "recommendations/index.html", "periods/index.html", "method/index.html", "data/index.html", "accessibility/index.html"]
    for kind in ("practices/*/*.html", "partners/[!il]*.html", "criteria/[!i]*.html", "oblasts/[!i]*.html"):
        found = sorted(glob.glob(str(folder / "uk" / kind)))
        pages += [str(pathlib.Path(f).relative_to(folder / "uk")) for f in found[:1]]
    fox, faults = Firefox(), 0
    try:
        print("Firefox", fox.see("return Services.appinfo.version;", "chrome"))
        fox.heard()
        for n, page in enumerate(pages):
            fox.ask("WebDriver:Navigate", {"url": "about:blank"})
            fox.heard()
            path, _, state = page.partition("#")
            fox.ask("WebDriver:Navigate", {"url": (folder / "uk" / path).as_uri() + ("#" + state if state else "")})
            wrong = []
            if not fox.until("return document.fonts.status === 'loaded' && document.fonts.check('16px \"Source Sans 3\"') && [...document.fonts].some(f => f.status === 'loaded')"):
                wrong.append("the face is not loaded")
            if fox.see("return getComputedStyle(document.body).marginTop") != "0px":
                wrong.append("the style sheet is not loaded")
            if path == "practices/index.html" and not fox.until("return document.querySelectorAll('#results li').length > 0"):
                wrong.append("the list is empty")
            if path == "explore/index.html" and not fox.until("return document.documentElement.dataset.drawn && document.querySelector('#plot svg')"):
                wrong.append("the explorer is not drawn")
            if path == "index.html" and not fox.see("return document.querySelectorAll('main svg').length"):
                wrong.append("there is no figure")
            wide = fox.see("return document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                wrong.append(f"wider than the screen by {wide}")
            if fox.see("const d = document.querySelector('details.periods'); if (d) d.open = true; return !!d") and not fox.until("return document.querySelector('details.periods').dataset.filled === 'done'", 20):
                wrong.append("other periods are not told")
            wrong += fox.heard()
            if pictures:
                os.makedirs(pictures, exist_ok=True)
                data = fox.ask("WebDriver:TakeScreenshot", {"full": False})["value"]
                open(os.path.join(pictures, f"{n:02d}.png"), "wb").write(base64.b64decode(data))
            print("bad " if wrong else "good", page)
            for w in wrong:
                print("     ", w[:300])
            faults += len(wrong)
    finally:
        fox.close()
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
