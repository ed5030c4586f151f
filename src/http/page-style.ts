/** The style of pages that are read and printed: no script, no font from elsewhere, one column down to 320 px. */
export const pageStyle = `:root {
  color-scheme: light dark;
  font-family: system-ui, sans-serif;
  line-height: 1.5;
}
main {
  max-width: 44rem;
  margin: 0 auto;
  padding: 1rem;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4 {
  line-height: 1.25;
}
dt {
  font-weight: 600;
  margin-top: 0.5rem;
}
dd {
  margin-left: 1rem;
}
small {
  font-size: 0.9em;
}
blockquote {
  margin: 0 0 1rem;
  padding-left: 1rem;
  border-left: 3px solid currentColor;
}
.simply, .note {
  border: 1px solid currentColor;
  border-radius: 0.5rem;
  padding: 0.25rem 1rem;
}
.figures dt {
  float: left;
  min-width: 3rem;
  margin: 0;
}
.figures dd {
  margin-left: 3.5rem;
}
.answer, .option {
  break-inside: avoid-page;
}
pre {
  overflow-x: auto;
  padding: 0.5rem;
  border: 1px solid currentColor;
}
.wide {
  overflow-x: auto;
}
.wide table {
  overflow-wrap: normal;
  min-width: 34rem;
}
table {
  border-collapse: collapse;
  overflow-wrap: break-word;
}
th, td {
  text-align: left;
  vertical-align: top;
  padding: 0.25rem 0.75rem 0.25rem 0;
}
dl.facts {
  display: grid;
  grid-template-columns: minmax(5.5rem, max-content) 1fr;
  gap: 0.15rem 0.75rem;
  margin: 0.25rem 0;
}
.facts dt {
  grid-column: 1;
  margin: 0;
}
.facts dd {
  grid-column: 2;
  margin: 0;
}
.option h2, .option p, .reference {
  margin: 0.25rem 0;
}
.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 1rem;
  align-items: center;
}
.tools a, button {
  display: inline-flex;
  align-items: center;
  min-height: 2.75rem;
}
button {
  font: inherit;
  padding: 0 0.75rem;
}
button[hidden] {
  display: none;
}
fieldset {
  border: 1px solid currentColor;
  border-radius: 0.5rem;
  padding: 0.25rem 1rem;
}
fieldset label {
  display: inline-flex;
  gap: 0.5rem;
  align-items: baseline;
  min-height: 1.5rem;
}
.bars {
  width: 100%;
  max-width: 40rem;
  fill: currentColor;
  font-size: 11px;
}
@page {
  margin: 12mm;
}
@media print {
  :root {
    font-size: 10pt;
    line-height: 1.35;
  }
  h1 {
    font-size: 1.4em;
    margin: 0 0 0.25rem;
  }
  .option h2 {
    font-size: 1.15em;
    margin-top: 0.75rem;
  }
  .rights {
    margin: 0;
  }
  .tools {
    display: none;
  }
  main {
    max-width: none;
    padding: 0;
  }
}
`
