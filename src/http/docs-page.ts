import { Problem, type ProblemCode, problemBody, problemStatus } from './problems.ts'

interface OpenApi {
  paths?: Record<string, object>
}

const methods = ['get', 'post', 'patch', 'delete'] as const

/** A plain page on the API, made from the same document that /openapi.json serves: no script, no third party. */
export function docsPage(document: OpenApi): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = (operations as Record<string, { responses?: Record<string, { description?: string }> }>)[method]
      if (!operation) return []
      const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status !== 'default')
      const described = answers
        .map(([status, { description }]) => `${status} ${asText(description ?? '')}`)
        .join('<br>')
      return [
        `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${asText(path)}</code></td><td>${described}</td></tr>`,
      ]
    }),
  )
  const codes = (Object.keys(problemStatus) as ProblemCode[]).map((code) => {
    const { status, title, detail } = problemBody(new Problem(code), 'en', '')
    return `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${asText(title)}. ${asText(detail)}</td></tr>`
  })
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Éventail API</title><link rel="stylesheet" href="/pages.css"></head>
<body>
<main>
<h1>Éventail API, version 1</h1>
<p>The machine-readable document is <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1), made from the schemas that validate requests.</p>
<h2>Operations</h2>
<table><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">Answers</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Problems</h2>
<p>Errors are RFC 9457 problem documents; <code>code</code> is stable.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning, and what to do</th></tr></thead><tbody>${codes.join('')}</tbody></table>
</main>
</body>
</html>
`
}

const asText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
