/** The languages by their own names: whoever looks for theirs may not be able to read the rest. */
import { type Language, languages } from "../texts/languages.ts";
import { changeLanguage } from "../texts/speech.ts";
import { spokenLanguage, text } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

export function LanguagePicker() {
  const choose = (event: Event) =>
    void changeLanguage((event.currentTarget as HTMLSelectElement).value as Language);
  return (
    <label class="languages">
      <Icon name="globe" />
      <span class="unseen">{text("app.language")}</span>
      <select value={spokenLanguage()} onChange={choose}>
        {Object.entries(languages).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
