import { html } from 'hono/html'
import { changes } from './changes.ts'
import type { ApiDocument } from './describe-api.ts'
import { Problem, type ProblemCode, problemBody, problemStatus } from './problems.ts'

/** What a stranger works from, made from the document that /openapi.json serves and the programs that the tests run: no script, no third party. */
export function docsPage(document: ApiDocument, examples: Readonly<Record<string, string>>): string {
  const program = (name: string) =>
    examples[name] === undefined ? '' : html`<pre><code>${examples[name].trimEnd()}</code></pre>`
  return String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Éventail API</title><link rel="stylesheet" href="/pages.css"></head>
<body>
<main>
<h1>Éventail API, version 1</h1>
<p>A counsellor says what a jobseeker needs; the answer is one to four options with their reasons, and a person decides. The machine-readable
contract is <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1), made from the schemas that validate requests.</p>
<nav aria-label="Contents"><ul>
<li><a href="#sign-in">Sign in</a></li>
<li><a href="#first-answer">A first answer in five minutes</a>: <a href="#curl">curl</a>, <a href="#typescript">TypeScript</a>, <a href="#python">Python</a></li>
<li><a href="#use-chat">In a React page, with useChat</a></li>
<li><a href="#tag">In any page, with one tag</a></li>
<li><a href="#mcp">From an assistant, over MCP</a></li>
<li><a href="#rules">What holds everywhere</a></li>
<li><a href="#operations">Operations</a></li>
<li><a href="#problems">Problems, and what to do</a></li>
<li><a href="#changes">Versions and changes</a></li>
</ul></nav>

<h2 id="sign-in">Sign in</h2>
<p>On the machine where it runs, nothing is asked: every request acts as one local counsellor. Elsewhere:</p>
<ul>
<li><strong>People</strong> open the page and sign in (<a href="/sign-in">/sign-in</a>, OpenID Connect).</li>
<li><strong>Programs</strong> send <code>Authorization: Bearer KEY</code>, with a key made by whoever operates the service (<code>npm run keys</code>). A key reads and asks within
its scopes; it never decides (403 <a href="#human-required"><code>human-required</code></a>).</li>
<li><strong>A server acting for its counsellors</strong> takes a key with scope <code>sessions</code> and asks a token of 15 minutes for one counsellor: <code>POST /v1/sessions</code>.
That token, sent as a bearer, acts as the counsellor and may decide; so does the tag in another page.</li>
</ul>
<p>The programs below read the address in <code>EVENTAIL</code> and the token in <code>EVENTAIL_TOKEN</code>.</p>

<h2 id="first-answer">A first answer in five minutes</h2>
<p>Open a conversation, say the need, show the options, record what a person chose. Each program is whole, and is run by the tests of this release.</p>
<h3 id="curl">curl</h3>
${program('first-answer.sh')}
<h3 id="typescript">TypeScript or JavaScript</h3>
<p>The client has no dependencies and runs in Node 20 or later and in browsers. From a folder of yours:</p>
<pre><code>export EVENTAIL=http://127.0.0.1:8787
mkdir -p node_modules/eventail &amp;&amp; cd node_modules/eventail
for file in client.js client.d.ts package.json; do curl -sO $EVENTAIL/client/$file; done
cd ../.. &amp;&amp; node first-answer.ts     # Node 24 runs TypeScript as it is</code></pre>
<p>(<a href="/client/client.js">client.js</a>, <a href="/client/client.d.ts">client.d.ts</a>; from the sources <code>npm run build:client &amp;&amp; npm pack ./dist/client</code> makes the
package.) Lost connections, 429, 503 and cut streams are tried again under one Idempotency-Key. <code>first-answer.ts</code>:</p>
${program('first-answer.ts')}
<h3 id="python">Python</h3>
<p>One file, the standard library, Python 3.11 or later: <code>curl -sO …/client/eventail.py</code> (<a href="/client/eventail.py">eventail.py</a>).</p>
${program('first_answer.py')}

<h2 id="use-chat">In a React page, with useChat</h2>
<p><code>POST …/messages/stream</code> answers with an <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol">AI SDK UI message stream</a>: its text part is the reply, for clients that
know no data parts; <code>data-turn</code> is the whole turn. The page is served from the service’s own origin, or through your server.</p>
${program('use-chat/chat.ts')}

<h2 id="tag">In any page, with one tag</h2>
<p>The page of the host sets who is signed in by a callback to its own server, which asks <code>POST /v1/sessions</code>; its origin is one of those that the service was told to let in.</p>
${program('host-page/index.html')}
<p><code>host.js</code>: properties <code>session</code>, <code>dossier</code>, <code>locale</code>, <code>theme</code>; events <code>turn-answered</code>,
<code>decision-recorded</code>, <code>hand-over</code>, <code>problem</code>; <code>::part(page)</code>, <code>::part(exchange)</code>, <code>::part(foot)</code> and the
<code>--eventail-…</code> properties.</p>
${program('host-page/host.js')}
<p><code>server.ts</code> of the host, with the Content-Security-Policy that the element needs and nothing more:</p>
${program('host-page/server.ts')}

<h2 id="mcp">From an assistant, over MCP</h2>
<p>Streamable HTTP at <code>/v1/mcp</code>, with the counsellor’s token: <code>search</code>, <code>propose</code>, <code>explain</code>, <code>decide</code>. Deciding opens the page (URL elicitation), where the
signed-in person records; a client that cannot open it gets the address, and the decision stays pending.</p>
${program('mcp.ts')}

<h2 id="rules">What holds everywhere</h2>
<ul>
<li>JSON in UTF-8; instants are RFC 3339 in UTC, dates ISO, offsets UTF-16 code units; ids are opaque. Unknown fields of a request are refused (422), except inside <code>dossier</code>, where they are dropped and told.</li>
<li>Every text a person wrote is masked before anything else sees it. What was masked is told in <code>message.findings</code>; what cannot go on is 422 <a href="#message-blocked"><code>message-blocked</code></a> with advice, and nothing of it is kept.</li>
<li><code>Idempotency-Key</code> on a POST: the same key and body give the first answer for 24 hours; one still being made is waited for.</li>
<li>A turn whose <code>state</code> is <code>to-decide</code> waits for a person. <code>optionsDigest</code> says what was on the screen: it goes back with the decision, and a stale one is 412.</li>
<li>Lists: <code>limit</code> 1 to 100, <code>after</code>, <code>before</code>, <code>has_more</code>. Answers carry <code>X-Request-Id</code>, <code>RateLimit</code> and, with 429 and 503, <code>Retry-After</code>.</li>
</ul>

<h2 id="operations">Operations</h2>
${operationsOf(document)}

<h2 id="problems">Problems, and what to do</h2>
<p>Errors are RFC 9457 problem documents; <code>code</code> is stable, <code>errors[].pointer</code> names the field. “Again” says whether the same request may be sent again as it is.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning, and what to do</th><th scope="col">Again</th></tr></thead><tbody>${codes.map(
    (code) => {
      const { status, title, detail } = problemBody(new Problem(code), 'en', '')
      return html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}. ${detail}</td><td>${againOf(code)}</td></tr>`
    },
  )}</tbody></table>

<h2 id="changes">Versions and changes</h2>
<p>The version is in the path. Within version 1 nothing is removed or renamed; what is added may be ignored: read what you know. What breaks will be <code>/v2</code>, beside this one for a year.</p>
${changes.map(({ on, told }) => html`<h3>${on}</h3><ul>${told.map((one) => html`<li>${one}</li>`)}</ul>`)}
</main>
</body>
</html>
`)
}

const codes = Object.keys(problemStatus) as ProblemCode[]

const againOf = (code: ProblemCode): string => {
  const status = problemStatus[code]
  if (status === 429 || status === 503) return 'after Retry-After, with the same Idempotency-Key'
  if (code === 'idempotency-running') return 'after Retry-After, with the same Idempotency-Key'
  return code === 'internal' ? 'once, with the same Idempotency-Key' : 'no'
}

function operationsOf({ paths }: ApiDocument) {
  const told = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  )
  const byTag = Map.groupBy(told, ({ operation }) => operation.tags?.[0] ?? '')
  return [...byTag].map(
    ([tag, some]) => html`<h3>${tag}</h3>
<dl>${some.map(({ path, method, operation }) => {
      const own = Object.entries(operation.responses).filter(([status]) => status !== 'default')
      return html`<dt id="${operation.operationId}"><code>${method.toUpperCase()} ${path}</code></dt>
<dd>${operation.summary}. ${marked(operation.description ?? '')} <small><code>${operation.operationId}</code></small>
<details><summary>Answers</summary><ul>${own.map(([status, { description }]) => html`<li>${status}: ${marked(description)}</li>`)}</ul></details></dd>`
    })}</dl>`,
  )
}

/** Text in which `code` stands between back quotes. */
const marked = (text: string) => text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))
