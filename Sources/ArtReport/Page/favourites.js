// Points that were kept, with their images and names.

class Favourites {
  /** `chosen(point)` is told which one was clicked; `next` is the control behind the list. */
  constructor({ list, empty, next }, chosen) {
    Object.assign(this, { list, empty, next, chosen, items: [] });
  }

  get points() { return this.items.map(({ point }) => point); }

  add(point, image) {
    const item = { point: point.with({ name: point.name || `Favourite ${this.items.length + 1}` }) };
    this.items.push(item);
    this.list.append(this.element(item, image));
    this.empty.hidden = true;
    return item.point.name;
  }

  element(item, image) {
    const element = document.createElement("li");
    const show = document.createElement("button");
    show.type = "button";
    show.append(elementOf(image, ""));
    show.addEventListener("click", () => this.chosen(item.point));
    const name = Object.assign(document.createElement("input"), { type: "text", value: item.point.name });
    name.setAttribute("aria-label", "Name of the favourite");
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    const label = () => {
      show.setAttribute("aria-label", `Show ${item.point.name}`);
      remove.setAttribute("aria-label", `Remove ${item.point.name}`);
    };
    name.addEventListener("input", () => {
      item.point = item.point.with({ name: name.value });
      label();
    });
    remove.className = "playground-remove";
    remove.addEventListener("click", () => {
      this.items.splice(this.items.indexOf(item), 1);
      const neighbour = element.nextElementSibling ?? element.previousElementSibling;
      element.remove();
      this.empty.hidden = this.items.length > 0;
      // The keyboard's place would be lost with the button.
      (neighbour?.querySelector("button") ?? this.next).focus();
    });
    label();
    element.append(show, name, remove);
    return element;
  }
}
