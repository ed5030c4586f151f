import { css } from 'lit'

export const panelStyles = css`
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    gap: 1.5rem 2.5rem;
    margin-block-start: 0.875rem;
  }
  .columns > * {
    display: grid;
    align-content: start;
    justify-items: start;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  .columns .field {
    inline-size: 100%;
  }
  eventail-suggest {
    display: block;
    min-inline-size: 0;
  }
  .dossier {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: 1rem 1.5rem;
    align-items: start;
    margin-block-start: 0.75rem;
  }
  .asked {
    display: grid;
    gap: 0.375rem;
    min-inline-size: 0;
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    gap: 0.5rem 0.75rem;
    align-items: end;
    border: 0;
    border-block-start: 1px solid var(--line);
    margin: 0;
    padding: 0.5rem 0 0;
    min-inline-size: 0;
  }
  .dossier > .actions {
    grid-column: 1 / -1;
    position: sticky;
    inset-block-end: -1.25rem;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  .kept {
    display: grid;
    gap: 0.625rem;
  }
  .kept dt {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .purpose {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .dropped li {
    font-size: var(--small);
    color: var(--muted);
  }
  .dropped code {
    color: var(--ink);
  }
  .steps {
    display: grid;
    gap: 0.5rem;
    padding-inline-start: 1.25rem;
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr));
    align-items: end;
    gap: 0.5rem 0.75rem;
    margin-block: 0.5rem;
    padding: 0.625rem 0.875rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .filters :is(.wide, .tick) {
    grid-column: span 2;
  }
  @container (max-width: 22rem) {
    .filters :is(.wide, .tick) {
      grid-column: 1 / -1;
    }
  }
  .filters button {
    justify-content: center;
  }
  .results-count {
    min-block-size: 1.5em;
    margin-block-end: 0.5rem;
    font-weight: 600;
  }
`
