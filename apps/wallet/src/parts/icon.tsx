/**
 * Line drawings of 24 by 24, in the colour of the text around them; always beside words, so never
 * named themselves.
 */

const drawings = {
  mark: "M4 8V4h4m8 0h4v4m0 8v4h-4M8 20H4v-4m4-3.5 3 3 5-6",
  scan: "M4 8V4h4m8 0h4v4m0 8v4h-4M8 20H4v-4m3-4h10",
  tick: "m5 12.5 4.5 4.5L19 7",
  stop: "M7 12h10",
  question: "M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8m0 3v.01",
  back: "m14 6-6 6 6 6",
  light: "M9 14.5 7.5 9V4h9v5L15 14.5V20H9zM7.5 8h9M12 12v2",
  photo: "M4 5h16v14H4zm0 11 4.5-4.5L13 16l2.5-2.5L20 18M15 9v.01",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zm8 8.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  lock: "M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3",
  globe:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 9h17m-17 6h17M12 3c-5 5-5 13 0 18m0-18c5 5 5 13 0 18",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
