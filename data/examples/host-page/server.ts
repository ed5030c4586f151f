import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

// EVENTAIL: the service, whose EMBED_ORIGINS name this page. EVENTAIL_KEY: a key with the scope `sessions`, which never reaches the browser.
const { EVENTAIL = 'http://127.0.0.1:8787', EVENTAIL_KEY = '', PORT = '8080' } = process.env
const origin = `http://127.0.0.1:${PORT}`

const policy = [
  "default-src 'none'",
  `script-src 'self' ${EVENTAIL}`,
  `connect-src 'self' ${EVENTAIL}`,
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

const files: Record<string, string> = {
  '/': 'text/html',
  '/host.js': 'text/javascript',
  '/host.css': 'text/css',
}

createServer(async (request, response) => {
  const path = request.url ?? '/'
  if (request.method === 'POST' && path === '/eventail-session') {
    // Here the host looks who is signed in with it, and answers 401 to a stranger.
    const counsellor = 'anne.martin'
    const opened = await fetch(`${EVENTAIL}/v1/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${EVENTAIL_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ counsellor, origin }),
    })
    response.writeHead(opened.status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    return response.end(await opened.text())
  }
  const type = files[path]
  if (!type) return response.writeHead(404).end()
  const text = await readFile(new URL(path === '/' ? 'index.html' : path.slice(1), import.meta.url), 'utf8')
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy })
  return response.end(text.replaceAll('https://eventail.example', EVENTAIL))
}).listen(Number(PORT), '127.0.0.1', () => console.log(`The host page: ${origin}/`))
