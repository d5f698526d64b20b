// A way between two points, forth and back.

class Morph {
  /** `shown(point)` shows a point and tells when it is there. */
  constructor(elements, facts, shown) {
    Object.assign(this, { ...elements, facts, shown, ends: [null, null], isPlaying: false });
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.place.addEventListener("input", () => {
      this.stop();
      this.show(Number(this.place.value));
    });
    this.play.addEventListener("click", () => this.toggle());
    this.calm.addEventListener("change", () => this.stop());
    this.label();
  }

  get isReady() { return this.ends.every(Boolean); }

  /** Sets an end of the way: 0 for A, 1 for B. */
  set(end, point) {
    this.ends[end] = point;
    this.play.disabled = this.place.disabled = !this.isReady;
    this.place.value = end;
  }

  pointAt(t) {
    const [a, b] = this.ends;
    if (t <= 0) return a;
    if (t >= 1) return b;
    return new Point({
      latents: slerp(a.latents, b.latents, t), classes: lerp(a.classes, b.classes, t),
      truncation: a.truncation + (b.truncation - a.truncation) * t, isBetween: true,
    });
  }

  show(t) {
    this.place.value = t;
    this.place.setAttribute("aria-valuetext", `${Math.round(t * 100)} % of the way from A to B`);
    return this.shown(this.pointAt(t));
  }

  label() {
    this.play.textContent = this.calm.matches ? "Next step" : this.isPlaying ? "Pause" : "Play";
  }

  stop() {
    this.isPlaying = false;
    this.label();
  }

  toggle() {
    // Where the person wants no motion, each press is one step.
    if (this.calm.matches) {
      const next = Math.round(Number(this.place.value) * 10) + 1;
      this.show(next > 10 ? 0 : next / 10);
      return;
    }
    this.isPlaying = !this.isPlaying;
    this.label();
    if (this.isPlaying) this.run();
  }

  async run() {
    let phase = Number(this.place.value);
    let before = performance.now();
    while (this.isPlaying) {
      const now = await new Promise(requestAnimationFrame);
      phase = (phase + Math.max(now - before, 0) / 1000 / Number(this.seconds.value)) % 2;
      before = now;
      if (this.isPlaying) await this.show(phase <= 1 ? phase : 2 - phase);
    }
  }
}
