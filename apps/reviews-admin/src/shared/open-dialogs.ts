/** How many panels and dialogs are on the screen; keys belong to the one on top. */
export function openDialogs(): number {
  return document.querySelectorAll('[role="dialog"]').length;
}
