import { css } from 'lit'

export const sentenceStyles = css`
  .sentence {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.375rem;
  }
  .heading {
    color: var(--muted);
    font-size: var(--small);
    font-weight: 600;
  }
  .chips {
    display: contents;
    flex-wrap: wrap;
    gap: 0.375rem;
    min-inline-size: 0;
  }
  .chips li {
    display: flex;
    max-inline-size: 100%;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.75rem;
    max-inline-size: 100%;
    border: 1px solid var(--line);
    border-radius: 1.125rem;
    background: var(--tint);
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }
  .chip:not(.open) {
    padding: 0.1875rem 0.75rem;
  }
  .chip em {
    color: var(--muted);
    font-style: normal;
  }
  .chip button {
    min-block-size: 1.625rem;
    padding-block: 0;
    border: 0;
    border-radius: 1.125rem;
    background: none;
  }
  .chip button:hover {
    background: var(--surface);
  }
  .chip .chip-value {
    padding-inline: 0.5rem 0.125rem;
  }
  .chip button.chip-value {
    text-decoration: underline dotted;
    text-underline-offset: 0.25em;
  }
  .chip .chip-remove {
    justify-content: center;
    inline-size: 1.5rem;
    padding: 0;
    color: var(--muted);
  }
  .add {
    justify-content: center;
    min-block-size: 1.75rem;
    inline-size: 1.75rem;
    padding: 0;
    border-radius: 50%;
    color: var(--accent);
    font-weight: 700;
  }
  .editor {
    display: grid;
    gap: 0.5rem;
    margin-block-start: 0.625rem;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .editor-fields {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.625rem;
  }
  .editor .field {
    flex: 1 1 12rem;
    max-inline-size: 22rem;
  }
  @media print {
    .chip .chip-value {
      padding-inline-end: 0.5rem;
    }
    .chip-remove,
    #add,
    .editor {
      display: none;
    }
  }
`
