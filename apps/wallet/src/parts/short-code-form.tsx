/** A field for the short code that a person reads off the screen. */
import { signal } from "@preact/signals";
import { enterShortCode } from "../scanner/scanner.ts";
import { readShortCode, spellShortCode } from "../scanner/short-code.ts";
import { text } from "../texts/texts.ts";

const typed = signal("");
const isWrong = signal(false);

export function ShortCodeForm() {
  return (
    <form class="short-code" onSubmit={submit} noValidate>
      <label for="short-code">{text("scan.shortCode")}</label>
      <div class="short-code-row">
        <input
          id="short-code"
          value={typed.value}
          onInput={read}
          placeholder="BCDF-GHJK"
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellcheck={false}
          enterKeyHint="go"
          maxLength={16}
          aria-describedby="short-code-hint"
          aria-invalid={isWrong.value}
        />
        <button type="submit" class="button">
          {text("scan.continue")}
        </button>
      </div>
      <p id="short-code-hint" class="quiet" data-wrong={isWrong.value}>
        {text(isWrong.value ? "scan.shortCodeWrong" : "scan.shortCodeHint")}
      </p>
    </form>
  );
}

function read(event: Event): void {
  const field = event.currentTarget as HTMLInputElement;
  const isAtEnd = field.selectionEnd === field.value.length;
  typed.value = isAtEnd ? spellWhileTyping(field.value, typed.value) : field.value;
  field.value = typed.value;
  isWrong.value = false;
}

/** The dash comes by itself, and does not stand in the way of deleting. */
function spellWhileTyping(now: string, before: string): string {
  return now.length < before.length ? now : spellShortCode(now);
}

function submit(event: Event): void {
  event.preventDefault();
  const shortCode = readShortCode(typed.value);
  isWrong.value = shortCode === null;
  if (shortCode !== null) void enter(shortCode);
}

async function enter(shortCode: string): Promise<void> {
  if (await enterShortCode(shortCode)) typed.value = "";
}
