import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * The page is tested in a real Chromium. Finds one, or installs the system's package; says plainly when it cannot, and why that matters.
 * CHROMIUM_PATH names another one.
 */
const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
if (!known.some((path) => path && existsSync(path))) {
  console.log('Chromium is absent: installing the system package "chromium" for the tests of the page…')
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const steps = [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]
  for (const step of steps) {
    const [command, ...parameters] = [...asRoot, ...step]
    spawnSync(command!, parameters, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  if (!existsSync('/usr/bin/chromium')) {
    console.error(
      'Chromium could not be installed: the tests of the page cannot run. Install it with your package manager, or set CHROMIUM_PATH, then run npm test again.',
    )
    process.exit(1)
  }
}
