"""The images and videos that the run's stages made."""

import base64

import report_media
from report_run import image_size

OF_TRAINING_IMAGES = ("preview",)
MOST_IMAGES = 48

WORDS = {
    "sheet": ("Sheet", "Images that the model made, on one sheet."),
    "video": ("Video", "Images of the model that turn into each other."),
    "images": ("Images", "Images that the model made."),
    "preview": ("Training images", "Training images beside what the model sees of them after augmentation."),
}


class Pictures:
    """Collects what goes into the page; `blobs` are by their ids: (kind of file, bytes)."""

    def __init__(self, run, share):
        self.run, self.share = run, share
        self.blobs, self.left_out = {}, []

    def read(self, name):
        """The bytes of an image or video of the run and what it is; None, with a word in the page, where that fails."""
        path = self.run.file(name)
        data = path.read_bytes() if path else b""
        found = image_size(data)
        if found is None:
            self.run.tell(name, f" is {'damaged' if path else 'missing'}; it is left out")
            return None
        if self.share:
            data = report_media.without_texts(data)
            if data is None:
                self.left_out.append(name)
                return None
        return found, data

    def add(self, identifier, name, title, caption):
        found = self.read(name)
        if not found:
            return None
        (kind, width, height), data = found
        self.blobs[identifier] = (kind, data)
        picture = {"blob": identifier, "type": kind, "title": title, "caption": caption, "alt": caption, "bytes": len(data)}
        if width:
            picture |= {"width": width, "height": height}
        if not self.share:
            picture["file"] = name
        return picture

    def of_stages(self):
        found = []
        for stage in self.run.stages:
            kind = stage.get("kind")
            if kind in ("train", "evaluate") or (self.share and kind in OF_TRAINING_IMAGES):
                continue
            names = [output["file"] for output in stage.get("outputs") or [] if isinstance(output.get("file"), str)]
            names = [name for name in names if name.lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4"))]
            title, caption = WORDS.get(kind, (kind or "File", f"Made by the stage “{stage['id']}”."))
            for number, name in enumerate(names[:MOST_IMAGES], 1):
                each = f"{title} {number}" if len(names) > 1 else title
                picture = self.add(f"picture-{len(found) + 1}", name, each, caption)
                if picture:
                    found.append(picture | {"stage": stage["id"], "kind": kind, "training": kind in OF_TRAINING_IMAGES})
            if len(names) > MOST_IMAGES:
                self.run.gaps.append(f"Of the {len(names)} images of “{stage['id']}” the first {MOST_IMAGES} are shown")
        return found

    def nearest(self):
        if self.share:
            return None
        for stage in reversed(self.run.stages):
            for output in stage.get("outputs") or []:
                if stage.get("kind") == "evaluate" and str(output.get("file", "")).endswith("nearest.png"):
                    return self.add("nearest", output["file"], "Nearest training images",
                                    "Pairs: a generated image on the left, the training image nearest to it on the right.")
        return None

    def sheets(self):
        found = []
        for step, path in self.run.sheets():
            read = self.read(path.relative_to(self.run.folder).as_posix())
            if read:
                found.append((step, *read))
        return found


def first_image(pictures, blobs, sheets):
    """The image of the first screen, as part of the markup: a final sheet, or the last one of the training."""
    for picture in pictures:
        if picture["kind"] == "sheet" and picture["bytes"] <= report_media.LARGEST_FIRST and "width" in picture:
            kind, data = blobs.pop(picture["blob"])
            pictures.remove(picture)
            return {**picture, "blob": None, "alt": "A sheet of images that the model made"}, kind, data
    if sheets and len(sheets[-1][2]) <= report_media.LARGEST_FIRST:
        step, (kind, width, height), data = sheets[-1]
        words = f"Images after step {step:,}, the last sheet of the training."
        return {"type": kind, "title": "Last sheet", "caption": words, "alt": words, "width": width, "height": height,
                "bytes": len(data)}, kind, data
    return None


def data_uri(kind, data):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
