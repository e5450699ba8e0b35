/**
 * The style of a report: type of the reader's system, light or dark as the reader has it, one column on a phone, everything open on paper.
 * Colours say nothing that a mark and a word beside them do not say; each stands out from its ground by 4.5:1 or more.
 */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f7f9;--line:#d5d9df;--text:#1b1f24;--quiet:#57606a;--link:#0a52a8;
--error:#b3201a;--warning:#8a4a00;--info:#0b5a8f;--unknown:#6a3a9c;--pass:#1a6b38}
@media(prefers-color-scheme:dark){:root{--ground:#14171b;--raised:#1d2126;--line:#3a4048;--text:#e2e6ea;--quiet:#9da7b1;--link:#7cb8ff;
--error:#ff8b81;--warning:#f5b35c;--info:#79c4f5;--unknown:#cda7ff;--pass:#7ed49a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
.page{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1,h2,h3,p,ul,ol,dl,dd,table{margin:0}
h1{font-size:1.6rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.15rem;line-height:1.3;font-weight:650;margin:2.4rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;line-height:1.4;font-weight:650}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code{font:.87em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;unicode-bidi:isolate}
.quiet{color:var(--quiet)}
.brand{color:var(--quiet);font-size:.87rem;margin-bottom:.3rem}
.verdict{font-size:1.1rem;line-height:1.45;margin:.7rem 0 0;padding:.6rem .9rem;background:var(--raised);border-left:4px solid var(--line)}
.verdict.error{border-left-color:var(--error)}.verdict.warning{border-left-color:var(--warning)}.verdict.pass{border-left-color:var(--pass)}.verdict.unknown{border-left-color:var(--unknown)}
.counts{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.8rem 0 0}
.mark{font-weight:650;white-space:nowrap}
.mark.error{color:var(--error)}.mark.warning{color:var(--warning)}.mark.info{color:var(--info)}.mark.unknown{color:var(--unknown)}.mark.pass{color:var(--pass)}.mark.skip{color:var(--quiet)}
dl{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.4rem 1rem}
dt{color:var(--quiet)}
.about{margin-top:1.1rem;font-size:.93rem}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin-top:1.1rem;font-size:.93rem}
article{border:1px solid var(--line);border-left-width:4px;border-radius:4px;padding:.8rem 1rem 1rem;margin-bottom:1rem;min-width:0}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}article.info{border-left-color:var(--info)}
article>h3{display:flex;flex-wrap:wrap;gap:0 .7rem;align-items:baseline}
article>.title{color:var(--quiet);margin-bottom:.6rem}
article article{margin:.8rem 0 0}
.rule{font-weight:650}
.box{background:var(--raised);border-radius:4px;padding:.35rem .6rem;min-width:0}
.box+.box{margin-top:.3rem}
.box code{display:block;white-space:pre-wrap;overflow-wrap:anywhere}
.place{display:block;color:var(--quiet);font-size:.82rem}
.beside{color:var(--quiet);font-size:.87rem}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:550}
details>:not(summary){margin-top:.5rem}
.plain{list-style:none;padding:0}
.plain>li{padding:.25rem 0}
.plain>li+li{border-top:1px solid var(--line)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:break-word}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--quiet);font-weight:550;white-space:nowrap}
tbody th{font-weight:550}
.long{overflow-wrap:anywhere;min-width:9rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pictures{margin-top:1.2rem;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem 1.5rem;align-items:start}
svg{display:block;width:100%;overflow:hidden;color:var(--text);font:13px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
svg text{fill:currentColor}
svg .quiet{fill:var(--quiet)}svg .small{font-size:12px}svg .strong{font-weight:650}
svg .middle{text-anchor:middle}svg .end{text-anchor:end}
svg .part{fill:var(--raised)}
svg .declared{fill:var(--info)}svg .inferred{fill:var(--ground);stroke:var(--info);stroke-width:1.5}
svg .error{fill:var(--error);font-weight:650}svg .warning{fill:var(--warning);font-weight:650}svg .info{fill:var(--info);font-weight:650}
svg .hook{fill:var(--raised);stroke:var(--line)}svg .rail{stroke:var(--quiet);stroke-width:2}
svg .stop{fill:var(--ground);stroke:var(--error);stroke-width:2}svg .doubt{fill:var(--ground);stroke:var(--unknown);stroke-width:2}svg .pass{fill:var(--ground);stroke:var(--pass);stroke-width:2}
svg .stopped{fill:var(--error);font-weight:650}svg .doubted{fill:var(--unknown);font-weight:650}svg .passed{fill:var(--pass);font-weight:650}
footer p+p{margin-top:.3rem}
footer{margin-top:2.4rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.9rem}
@media(max-width:36rem){.page{padding:1rem .8rem 2rem}h1{font-size:1.35rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}article{padding:.7rem .7rem .8rem}
article article{border-width:1px 0 0 3px;border-radius:0;padding-right:0}.folding thead{display:none}.folding tr{display:block;padding:.35rem 0;border-bottom:1px solid var(--line)}
.folding th,.folding td{display:block;border:0;padding:0;overflow-wrap:anywhere}}
@page{margin:14mm}
@media print{:root{--ground:#fff;--raised:#f3f4f6;--line:#c3c8ce;--text:#000;--quiet:#444;--link:#000;--error:#9b1c17;--warning:#7a4200;--info:#0b4f7d;--unknown:#5b3190;--pass:#155c2f}
body{font-size:10pt}.page{max-width:none;padding:0}nav{display:none}article,tr,svg{break-inside:avoid}h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}.box{padding:.1rem 0}summary{list-style:none}.scroll{overflow:visible}}
`;
