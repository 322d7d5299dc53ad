import type { UploadedMedia } from "@hark/contract";
import { type Place, uploadPhoto } from "./api.ts";
import { h, icon } from "./dom.ts";
import type { Draft } from "./draft.ts";
import { type Field, groupField } from "./field.ts";
import { words } from "./words.ts";

const MAX_PHOTOS = 10;

interface Photo {
  state: "uploading" | "done" | "failed";
  media?: UploadedMedia;
  readonly element: HTMLElement;
}

/** Photos from the file picker, the camera, dropped or pasted; each uploads at once, shows how far it is, and can be removed. */
export function photoField(place: Place, draft: Draft, changed: () => void): Field {
  const photos: Photo[] = [];
  let notice: string | null = null;
  const input = h("input", {
    type: "file",
    accept: "image/*",
    multiple: true,
    "aria-label": words.addPhoto,
    onchange: () => {
      add([...(input.files ?? [])]);
      input.value = "";
    },
  });
  const adder = h("label", { class: "photo add", title: words.addPhoto }, input, icon("camera"));
  const tray = h("div", { class: "photos" }, adder);
  const field = groupField(
    {
      pointer: "/mediaIds",
      label: words.photos,
      hint: words.photosHint,
      isOptional: true,
      check: () => {
        if (photos.some(({ state }) => state === "uploading")) return words.photosWaiting;
        return photos.some(({ state }) => state === "failed") ? words.photosFailed : null;
      },
    },
    tray,
  );

  const update = (): void => {
    draft.media = photos.flatMap(({ media }) => media ?? []);
    adder.hidden = photos.length >= MAX_PHOTOS;
    if (field.check() === null) field.show(notice);
    changed();
  };
  const put = (photo: Photo): void => {
    photos.push(photo);
    adder.before(photo.element);
  };
  const remove = (photo: Photo): void => {
    photos.splice(photos.indexOf(photo), 1);
    photo.element.remove();
    notice = null;
    update();
    input.focus();
  };
  const add = (files: readonly File[]): void => {
    const pictures = files.filter(({ type }) => type === "" || type.startsWith("image/"));
    const room = MAX_PHOTOS - photos.length;
    notice = null;
    if (pictures.length < files.length) notice = words.notAPhoto;
    if (pictures.length > room) notice = words.tooManyPhotos(MAX_PHOTOS);
    for (const file of pictures.slice(0, room)) put(newPhoto(place, file, { update, remove }));
    update();
    field.show(notice);
  };
  for (const media of draft.media) put(keptPhoto(media, remove));
  takeDrops(tray, add);
  return field;
}

interface Tray {
  update(): void;
  remove(photo: Photo): void;
}

/** A photo of a restored draft: it is on the server already. */
function keptPhoto(media: UploadedMedia, remove: Tray["remove"]): Photo {
  const photo: Photo = { state: "done", media, element: frame(media.thumbnailUrl, words.photos) };
  photo.element.append(removeButton(words.photos, () => remove(photo)));
  return photo;
}

function newPhoto(place: Place, file: File, tray: Tray): Photo {
  const address = URL.createObjectURL(file);
  const bar = h("progress", { max: 1, value: 0, "aria-label": file.name });
  const photo: Photo = { state: "uploading", element: frame(address, file.name) };
  let cancel = (): void => {};
  const again = h(
    "button",
    {
      type: "button",
      class: "photo-retry",
      "aria-label": words.retryPhoto(file.name),
      onclick: () => start(),
    },
    icon("retry"),
  );
  const finish = (state: Photo["state"]): void => {
    photo.state = state;
    bar.remove();
    photo.element.classList.toggle("failed", state === "failed");
    if (state === "failed") photo.element.append(again);
    tray.update();
  };
  const start = (): void => {
    photo.state = "uploading";
    photo.element.classList.remove("failed");
    again.remove();
    bar.value = 0;
    photo.element.append(bar);
    const upload = uploadPhoto(place, file, (done) => {
      bar.value = done;
    });
    cancel = upload.cancel;
    upload.answer.then(
      (media) => {
        photo.media = media;
        finish("done");
      },
      () => finish("failed"),
    );
  };
  photo.element.append(
    removeButton(file.name, () => {
      cancel();
      URL.revokeObjectURL(address);
      tray.remove(photo);
    }),
  );
  start();
  return photo;
}

function frame(address: string, name: string): HTMLElement {
  return h("div", { class: "photo" }, h("img", { src: address, alt: name }));
}

function removeButton(name: string, onclick: () => void): HTMLElement {
  return h(
    "button",
    { type: "button", class: "photo-remove", "aria-label": words.removePhoto(name), onclick },
    icon("close"),
  );
}

/** Files dropped on the tray, or pasted while the form has the focus. */
function takeDrops(tray: HTMLElement, add: (files: readonly File[]) => void): void {
  const mark = (isOver: boolean) => (event: Event) => {
    event.preventDefault();
    tray.classList.toggle("over", isOver);
  };
  tray.addEventListener("dragover", mark(true));
  tray.addEventListener("dragleave", mark(false));
  tray.addEventListener("drop", (event) => {
    mark(false)(event);
    add([...(event.dataTransfer?.files ?? [])]);
  });
  // The tray hears pastes of its whole form once it stands in one.
  queueMicrotask(() =>
    tray.closest("form")?.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) add(files);
    }),
  );
}
