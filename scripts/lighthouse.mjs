// Runs Lighthouse on pages of one site and holds them against the bars. Called by scripts/lighthouse, which says what the
// variables mean: lighthouse.mjs ADDRESS WORK-FOLDER PATH...
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [address, work, ...paths] = process.argv.slice(2);
const number = (name, otherwise) => {
  const value = process.env[name] ? Number(process.env[name]) : otherwise;
  if (Number.isNaN(value)) throw new Error(`${name} is not a number`);
  return value;
};
const bars = { score: number('LIGHTHOUSE_MIN', 100), lcp: number('LIGHTHOUSE_LCP', 1000), cls: number('LIGHTHOUSE_CLS', 0) };

const runs = number('LIGHTHOUSE_RUNS', 3);
if (!Number.isInteger(runs) || runs < 1) throw new Error('LIGHTHOUSE_RUNS is not a number of runs');

const tool = (file) => import(pathToFileURL(join(process.cwd(), '.tools/node_modules', file)));
const { default: lighthouse, generateReport } = await tool('lighthouse/core/index.js');
const { launch } = await tool('chrome-launcher/dist/index.js'); // comes with lighthouse, and starts the browser as its own command does

const categories = { performance: 'Performance', accessibility: 'Accessibility', 'best-practices': 'Best practices', seo: 'SEO' };
let missed = 0;
const miss = (text) => {
  missed++;
  console.log(`  MISSED  ${text}`);
};

// judge holds the report in the middle, by LCP, against the bars: what else the machine does slows single runs.
function judge(path, reports) {
  const lcpOf = (lhr) => lhr.audits['largest-contentful-paint']?.numericValue ?? NaN;
  reports.sort((a, b) => lcpOf(a) - lcpOf(b));
  const lhr = reports[Math.floor((reports.length - 1) / 2)];
  const score = (id) => Math.round((lhr.categories[id].score ?? 0) * 100);
  const value = (id) => lhr.audits[id]?.numericValue ?? NaN;
  const requests = lhr.audits['network-requests']?.details?.items ?? [];
  const lcp = value('largest-contentful-paint');
  const cls = value('cumulative-layout-shift');
  const bytes = requests.reduce((sum, r) => sum + (r.transferSize ?? 0), 0);
  console.log(`${path}: ${Object.entries(categories).map(([id, name]) => `${name} ${score(id)}`).join(', ')}; ` +
    `LCP ${Math.round(lcp)} ms${reports.length > 1 ? ` (${reports.map((r) => Math.round(lcpOf(r))).join(', ')})` : ''}, CLS ${cls.toFixed(3)}, FCP ${Math.round(value('first-contentful-paint'))} ms, ` +
    `TBT ${Math.round(value('total-blocking-time'))} ms, ${(bytes / 1000).toFixed(1)} kB in ${requests.length} requests`);
  if (!(lcp < bars.lcp)) miss(`LCP is ${Math.round(lcp)} ms, not below ${bars.lcp}`);
  if (!(cls <= bars.cls)) miss(`CLS is ${cls.toFixed(3)}, above ${bars.cls}`);
  // A page that search engines are asked to leave alone, as the answers of the search are, cannot be crawled by design.
  const hidden = lhr.audits['is-crawlable']?.score === 0;
  for (const [id, name] of Object.entries(categories)) {
    if (score(id) >= bars.score) continue;
    const failed = lhr.categories[id].auditRefs.filter((r) => r.weight > 0 && lhr.audits[r.id].score !== null && lhr.audits[r.id].score < 1);
    if (id === 'seo' && hidden && failed.every((r) => r.id === 'is-crawlable')) {
      console.log('  SEO counts no other audit than noindex, which this page has by design');
      continue;
    }
    miss(`${name} is ${score(id)}: ${failed.map((r) => `${lhr.audits[r.id].title} (${r.id} ${lhr.audits[r.id].displayValue ?? ''})`).join('; ')}`);
  }
  return lhr;
}

const profile = join(work, 'profile');
mkdirSync(profile);
const chrome = await launch({
  chromePath: process.env.CHROME_PATH, userDataDir: profile, logLevel: 'silent',
  chromeFlags: ['--headless=new', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
process.once('SIGTERM', () => { chrome.kill(); process.exit(143); }); // it lives in a process group of its own
try {
  for (const path of paths) {
    const reports = [];
    for (let broken = 0; reports.length < runs;) {
      const { lhr } = await lighthouse(new URL(path, address).href, { port: chrome.port, logLevel: 'error', output: 'json', onlyCategories: Object.keys(categories), formFactor: 'mobile' });
      // Now and then Chromium's trace has no beginning: Lighthouse itself says to run it again.
      if (lhr.runtimeError?.code === 'NO_NAVSTART' && ++broken < 3) continue;
      if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
      reports.push(lhr);
    }
    const shown = judge(path, reports);
    if (process.env.LIGHTHOUSE_KEEP) {
      mkdirSync(process.env.LIGHTHOUSE_KEEP, { recursive: true });
      const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
      writeFileSync(join(process.env.LIGHTHOUSE_KEEP, `${name}.json`), JSON.stringify(shown));
      writeFileSync(join(process.env.LIGHTHOUSE_KEEP, `${name}.html`), generateReport(shown, 'html'));
    }
  }
} finally {
  const ended = chrome.process.exitCode !== null || chrome.process.signalCode !== null;
  const gone = ended || new Promise((resolve) => chrome.process.once('exit', resolve));
  chrome.kill();
  await gone; // it writes into its profile until then
}
console.log(missed === 0 ? 'Every bar is met.' : `${missed} bars missed.`);
process.exit(missed === 0 ? 0 : 1);
