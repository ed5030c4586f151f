import { css } from 'lit'

export const decisionStyles = css`
  :host {
    container-type: inline-size;
  }
  /* Always of equal size: all in one row, two by two, or one below the other; never an odd one out. */
  @container (min-width: 38rem) {
    .cards:is(.count-2, .count-4) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (min-width: 56rem) {
    .cards:is(.count-1, .count-3) {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  /* Side by side, the same part of each card stands at the same height. */
  @container (min-width: 56rem) {
    .cards:not(.count-4) {
      grid-auto-rows: auto;
      row-gap: 0;
    }
    .cards:not(.count-4) .card {
      display: grid;
      grid-row: span 8;
      grid-template-rows: subgrid;
      row-gap: 0;
    }
    .cards:not(.count-4) .card > .claims:empty {
      display: block;
    }
    .cards:not(.count-4) .card.waiting {
      display: flex;
    }
    .cards:not(.count-4) .card > * + :not(:empty) {
      margin-block-start: 0.875rem;
    }
  }
  legend {
    padding: 0;
    font-size: 1.125rem;
    font-weight: 700;
  }
  .order {
    margin-block: 0.125rem 0.875rem;
  }
  .comparison {
    margin-block: 0.875rem;
  }
  .comparison .table {
    margin-block-start: 0.375rem;
  }
  .decision {
    display: grid;
    gap: 0.875rem;
    padding: 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .others {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.625rem;
  }
  .decision .field {
    max-inline-size: 34rem;
  }
  .decision-submit {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }
  .decided {
    display: grid;
    justify-items: start;
    gap: 0.375rem;
    margin-block-start: 1rem;
    padding: 1rem 1.125rem;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--tint);
  }
  .decided-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .decided-head .icon {
    color: var(--accent);
  }
  .decided-head span {
    color: var(--muted);
    font-size: var(--small);
  }
  .decided ul {
    padding-inline-start: 1.125rem;
    list-style: disc;
  }
  .decided-note {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--line);
  }
  @media print {
    .decision,
    #revise {
      display: none;
    }
  }
`
