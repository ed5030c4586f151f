/** A day as people say it: "1er juillet 2027", "1 July 2027". */
export function spokenDate(iso: string, locale: 'fr' | 'en'): string {
  const language = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const said = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
  return locale === 'fr' ? said.replace(/^1 /, '1er ') : said
}
