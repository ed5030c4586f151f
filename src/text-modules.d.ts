/** Bundled as text for workerd (wrangler.toml, rules). Node reads the same files from disk. */
declare module '*.md' {
  const text: string
  export default text
}
