// The page's side of the engine: a worker where the browser allows one, else the engine in the page itself.

class EngineClient {
  constructor() {
    this.waiting = new Map();
    this.lastId = 0;
    const source = document.getElementById("playground-engine").textContent;
    const take = (event) => this.take(event.data);
    try {
      // The engine's script is the same text here and in the worker.
      const serving = "const serve = artEngine.engineService(postMessage); onmessage = (event) => serve(event.data);";
      const code = `${source}\n${serving}`;
      const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      this.worker = new Worker(address);
      this.worker.onmessage = take;
      this.worker.onerror = () => this.workInPage();
    } catch {
      this.workInPage();
    }
  }

  /** Without a worker: what was asked for and not answered is done here. */
  workInPage() {
    this.worker?.terminate();
    this.worker = null;
    const serve = engineService((message) => this.take(message));
    this.serve = (message) => setTimeout(() => serve(message));
    for (const { message } of this.waiting.values()) this.serve(message);
  }

  take({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  }

  /** Asks for a task of worker.js. */
  ask(task, request) {
    const message = { id: ++this.lastId, task, ...request };
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { message, resolve, reject });
      if (this.worker) this.worker.postMessage(message);
      else this.serve(message);
    });
  }
}

/** Runs one task at a time, and of those that come in the meantime only the last. */
class Latest {
  constructor(run) {
    this.run = run;
  }

  get isBusy() { return Boolean(this.running); }

  async push(value) {
    this.next = { value };
    if (this.running) return;
    this.running = true;
    try {
      while (this.next) {
        const { value } = this.next;
        this.next = null;
        await this.run(value);
      }
    } finally {
      this.running = false;
    }
  }
}
