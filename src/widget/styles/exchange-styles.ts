import { css } from 'lit'

export const exchangeStyles = css`
  .exchanges {
    display: grid;
    gap: 0.25rem;
    margin-block: 0.75rem;
    padding: 0;
    list-style: none;
  }
  .exchanges li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding-block: 0.25rem;
    border-block-end: 1px solid var(--line);
  }
  .exchanges p {
    flex: 1 1 16rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: center;
  }
  .taken {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: grid;
    gap: 0.5rem;
    justify-items: start;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
`
