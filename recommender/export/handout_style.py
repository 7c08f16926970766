"""How the handout looks on a screen and on paper. It fixes no paper size, and says nothing by colour."""

STYLE = """
:root { color-scheme: light; --ink: #1f2b2d; --soft: #47585a; --line: #b9c9c5; --frame: #3c7468; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 46rem; padding: 2.5rem 1.25rem 3rem; background: #fff; color: var(--ink);
  font: 1rem/1.55 "Atkinson Hyperlegible", "Open Sans", "Segoe UI", "Noto Sans", system-ui, sans-serif;
  overflow-wrap: break-word;
}
h1 { margin: 0; font-size: 2rem; font-weight: 600; line-height: 1.2; }
h2 { margin: 0 0 .5rem; font-size: 1.2rem; font-weight: 600; line-height: 1.3; }
p { margin: 0 0 .6rem; }
header p { margin: .5rem 0 0; color: var(--soft); }
section { margin-top: 2rem; }
section.large { padding: 1.25rem 1.5rem 1rem; border: 2px solid var(--frame); border-radius: .75rem; }
.leading { margin-bottom: .8rem; font-size: 1.9rem; font-weight: 600; line-height: 1.25; }
ul { margin: 0 0 .6rem; padding-left: 1.2rem; }
li { margin-bottom: .35rem; }
dl { margin: 0 0 .6rem; }
dl div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; margin-bottom: .45rem; }
dt { font-weight: 600; }
dd { margin: 0; }
table { width: 100%; margin-bottom: .8rem; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; }
th, td { vertical-align: top; }
th { font-weight: 600; }
thead th { border-bottom: 2px solid var(--frame); }
.lines div { height: 2.1rem; border-bottom: 1px solid var(--line); }
.foot { margin-top: 2.5rem; color: var(--soft); font-size: .9rem; }
@media screen and (max-width: 36rem) {
  dl div { grid-template-columns: 1fr; }
  section { overflow-x: auto; }
  table { font-size: .9rem; }
  th, td { padding-right: .5rem; }
}
@page { margin: 12mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.36; }
  h1 { font-size: 19pt; }
  h2 { margin-bottom: 1.2mm; font-size: 12pt; break-after: avoid; }
  header p { margin-top: 1mm; }
  p, ul, dl, table { margin-bottom: 1.5mm; }
  .leading { margin-bottom: 2mm; font-size: 22pt; }
  section { margin-top: 4mm; break-inside: avoid; }
  section.large { padding: 3.5mm 5mm 2.5mm; }
  .back { margin-top: 5mm; columns: 2; column-gap: 9mm; }
  .back.turned { margin-top: 0; break-before: page; }
  .back section:first-child { margin-top: 0; }
  .back section { break-inside: auto; }
  .back dl div { grid-template-columns: 1fr; }
  section.long { break-inside: auto; }
  thead { display: table-header-group; }
  tr, li, dl div { break-inside: avoid; }
  li { margin-bottom: .7mm; }
  dl div { grid-template-columns: 36mm 1fr; margin-bottom: 1mm; }
  th, td { padding-top: .55mm; padding-bottom: .55mm; }
  p { break-inside: avoid; }
  .lines div { height: 8.5mm; }
  .foot { margin-top: 5mm; font-size: 8.5pt; }
}
"""
