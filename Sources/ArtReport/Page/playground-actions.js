// What buttons do beside drawing: ends of a morph, files, links.

class PlaygroundActions extends PlaygroundView {
  setEnd(end) {
    this.morph.stop();
    this.morph.set(end, this.drawn);
    const name = "AB"[end];
    this.at(`end${name}`).replaceChildren(elementOf(this.image, this.describe(this.drawn)));
    const next = this.morph.isReady ? "Move the slider or press Play." : `Find another image for ${"BA"[end]}.`;
    this.say(`${name} is set. ${next}`);
  }

  fileName(end) {
    const { origin } = this.drawn;
    return plainName(`${this.facts.name}${origin ? `-seed${origin.seed}-${origin.index + 1}` : ""}${end}`);
  }

  async saveImage() {
    const factor = Number(this.at("factor").value);
    const way = this.at("way").value;
    const name = this.fileName(".png");
    if (way !== "anew" || factor === 1) return saveImage(this.image, factor, way === "smooth", name);
    const { truncated, classes } = this.drawn;
    this.say("Drawing …");
    try {
      const image = await this.client.ask("drawLarger", { latents: truncated, classes, factor });
      this.say("");
      return saveImage(image, 1, false, name);
    } catch {
      this.say("The browser has not enough memory for an image of this size. Choose a smaller one.");
    }
  }

  savePoints() {
    const points = this.favourites.points.length ? this.favourites.points : [this.point];
    const text = writePoints(this.facts, points, this.facts.directions);
    saveFile(new Blob([text], { type: "application/json" }), plainName(`${this.facts.name}.artpoints.json`));
    this.say(points.length === 1 ? "One point saved." : `${points.length} points saved.`);
  }

  async openPoints() {
    const [file] = this.at("openPoints").files;
    if (!file) return;
    try {
      const { points, directions, warning } = readPoints(this.facts, await file.text());
      for (const point of points) this.favourites.add(point, await this.imageOf(point));
      if (directions.length) {
        this.facts.directions = directions;
        this.sliders.build();
      }
      await this.show(points[0] ?? this.point);
      this.say(`${points.length === 1 ? "One point" : `${points.length} points`} opened. ${warning}`);
    } catch (error) {
      this.say(error.message);
    }
    this.at("openPoints").value = "";
  }

  async share() {
    const link = location.href.replace(/#.*$/, "") + writeLink(this.facts, this.point);
    Object.assign(this.at("link"), { value: link, hidden: false });
    this.at("link").select();
    try {
      await navigator.clipboard.writeText(link);
      this.say("The link is copied. It works for everybody who has this page.");
    } catch {
      this.say("Copy the link from the field. It works for everybody who has this page.");
    }
  }

  /** Shows the point that the page's address names, if it names one. */
  followLink() {
    try {
      const point = readLink(this.facts, location.hash);
      if (!point) return false;
      this.show(point);
      return true;
    } catch (error) {
      this.say(error.message);
      return false;
    }
  }
}
