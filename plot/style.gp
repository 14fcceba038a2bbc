# gnuplot -d -e "term='svg'; theme='dark'; width=1000; out='my.svg'" FILE    term: png svg pdf dumb; width, height: CSS pixels
if (!exists("term"))   term   = 'png'
if (!exists("theme"))  theme  = 'light'
if (!exists("width"))  width  = default_width
if (!exists("height")) height = default_height
if (!exists("out"))    out    = default_out . '.' . (term eq 'dumb' ? 'txt' : term)
if (!exists("font"))   font   = 'DejaVu Sans'
# a character that no font here has: cairo would cover the chart with its box, so names show its number
lacks(c) = (term eq 'png' || term eq 'pdf') && font eq 'DejaVu Sans' && strlen(system("fc-list ':charset=".c.":scalable=true' family 2>/dev/null")) == 0
# sizes are points in png and pdf, pixels in svg; the svg terminal makes a font-weight of the word Bold
k = term eq 'svg' ? 4/3.0 : 1
b = term eq 'svg' ? ' Bold' : (term eq 'png' || term eq 'pdf') ? ':Bold' : ''
f(n)  = sprintf('%s,%g', font, n*k)
fb(n) = sprintf('%s%s,%g', font, b, n*k)
dark = (theme eq 'dark')
c_bg    = dark ? '#14171c' : '#ffffff'
c_fg    = dark ? '#e8eaed' : '#1b1f24'
c_mute  = dark ? '#9ba4b0' : '#5a6470'
c_grid  = dark ? '#2a3038' : '#e4e7eb'
c_field = dark ? '#20252c' : '#eff1f3'
c_rss   = dark ? '#56b4e9' : '#0072b2'
c_priv  = dark ? '#ff9a57' : '#d55e00'
c_leak  = dark ? '#ff6b61' : '#8c0d0d'
c_suspect = dark ? '#ffd866' : '#9a6700'
c_stable  = dark ? '#5fd3ac' : '#00664b'
c_inconclusive = dark ? '#9ba4b0' : '#5a6470'
c_kind1 = dark ? '#ff7a2f' : '#d55e00'
c_kind2 = dark ? '#f2cf6b' : '#e69f00'
c_kind3 = dark ? '#56b4e9' : '#0072b2'
c_kind4 = dark ? '#5fd3ac' : '#009e73'
c_kind5 = dark ? '#f0b6d6' : '#7b1e5a'
c_kind6 = dark ? '#6b7480' : '#9aa4b0'
if (term eq 'png')  set terminal pngcairo size 2*width,2*height font f(10) fontscale 2 linewidth 2 pointscale 2 background rgb c_bg noenhanced
if (term eq 'svg')  set terminal svg size width,height dynamic font f(10) background rgb c_bg rounded noenhanced
if (term eq 'pdf')  set terminal pdfcairo fontscale 0.75 size width/96.0*1in,height/96.0*1in font f(10) background rgb c_bg noenhanced
if (term eq 'dumb') set terminal dumb size 100,30 noenhanced
set output out
set encoding utf8
set datafile separator whitespace
set border 3 linecolor rgb c_mute linewidth 1
set tics nomirror scale 0.5 textcolor rgb c_mute
set grid y linecolor rgb c_grid linewidth 1 linetype 1
set style fill transparent solid 0.18 noborder
# the svg terminal leaves more room above a label than the others
set xlabel textcolor rgb c_mute offset 0,(term eq 'svg' ? 0.5 : 0)
set ylabel textcolor rgb c_mute
unset key
