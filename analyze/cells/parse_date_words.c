/*
 * parse_date_words.c - the words of `date` by language (glibc 2.36, localedata/locales: date_fmt
 * and d_t_fmt of LC_TIME). Left out are languages whose clock has twelve hours and no mark of the
 * half (id, ms, sw, hy) and those with years of their own (th, fa).
 */
#include "parse_date_words.h"

#include <string.h>

#include "../base/calendar.h"
#include "parse_date_field.h"

enum { WORD_BYTES = 32 }; /* the longest name has 30 */

/* Months, and days from Sunday on: blanks between them and | between the names of one. What else
 * stands in the line; halves of the day. */
static const struct language {
	const char *months, *days, *rest, *am, *pm;
} languages[] = {
	/* en */
	{ "Jan|January Feb|February Mar|March Apr|April May Jun|June Jul|July Aug|August Sep|September|Sept Oct|October Nov|November Dec|December",
		"Sun|Sunday Mon|Monday Tue|Tuesday Wed|Wednesday Thu|Thursday Fri|Friday Sat|Saturday",
		"", "AM am", "PM pm" },
	/* af */
	{ "Jan Feb Mrt Apr Mei Jun Jul Aug Sep Okt Nov Des", "So Ma Di Wo Do Vr Sa", "", "", "" },
	/* ar */
	{ "ينا|جانفي|يناير فبر|فيفري|فبراير|شباط مار|مارس|آذار أبر|أفريل|أبريل|نيسان ماي|مايو|أيار يون|جوان|يونيو|حزيران يول|جويلية|يوليو|تموز|يوليوز أغس|أوت|أغسطس|آب|غشت سبت|سبتمبر|أيلول|شتنبر أكت|أكتوبر نوف|نوفمبر|نونبر ديس|ديسمبر|دجنبر",
		"الأحد الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة|الجمعـة السبت", "", "ص",
		"م" },
	/* az */
	{ "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr", "",
		"cümə axşamı şənbə çərşənbə bazar ertəsi günü", "", "" },
	/* be */
	{ "сту|Stu лют|Lut сак|Sak кра|Kra мая|Maj чэр|Čer ліп|Lip жні|Žni вер|Vie кас|Kas ліс|Lis сне|Śni",
		"Няд|Nia Пан|Pan Аўт|Aŭt Срд|Sie Чцв|Čać Пят|Pia Суб|Sub", "", "", "" },
	/* bg */
	{ "", "нд пн вт ср чт пт сб", "", "", "" },
	/* br */
	{ "Genver Cʼhwevrer Meurzh Ebrel Mae Mezheven Gouere Eost Gwengolo Here Du Kerzu",
		"sul lun meurzh mercʼher yaou gwener sadorn", "Dʼar a viz", "", "" },
	/* bs */
	{ "Jan Feb Mar Apr Maj Jun Jul Aug Sep Okt Nov Dec", "Ned Pon Uto Sri Čet Pet Sub", "", "",
		"" },
	/* ca */
	{ "gener febrer març d’abril maig juny juliol d’agost setembre d’octubre novembre desembre",
		"diumenge dilluns dimarts dimecres dijous divendres dissabte", "de", "", "" },
	/* cs */
	{ "ledna února března dubna května června července srpna září října listopadu prosince",
		"Ne Po Út St Čt Pá So", "", "", "" },
	/* cy */
	{ "Ion|Ionawr Chw|Chwefror Maw|Mawrth Ebr|Ebrill Mai Meh|Mehefin Gor|Gorffennaf Aws|Awst Med|Medi Hyd|Hydref Tach|Tachwedd Rha|Rhagfyr",
		"Sul Llu|Llun Maw|Mawrth Mer|Mercher Iau Gwe|Gwener Sad|Sadwrn", "Dydd mis", "",
		"" },
	/* da */
	{ "jan feb mar apr maj jun jul aug sep okt nov dec", "søn man tir ons tor fre lør", "", "",
		"" },
	/* de */
	{ "Jän|Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez", "So Mo Di Mi Do Fr Sa", "", "",
		"" },
	/* el */
	{ "Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ", "Κυρ Δευ Τρι Τετ Πεμ Παρ Σαβ", "",
		"πμ", "μμ" },
	/* eo */
	{ "Jan Feb Mar Apr Maj Jun Jul Aŭg Sep Okt Nov Dec", "dim lun mar mer ĵaŭ ven sab", "", "",
		"" },
	/* es */
	{ "ene feb mar abr may jun jul ago sep|set oct nov dic", "dom lun mar mié jue vie sáb", "",
		"", "" },
	/* et */
	{ "jaan veebr märts apr mai juuni juuli aug sept okt nov dets", "P E T K N R L", "", "",
		"" },
	/* fi */
	{ "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"su ma ti ke to pe la", "", "", "" },
	/* fo */
	{ "jan|januar feb|februar mar|mars apr|apríl mai jun|juni jul|juli aug|august sep|september okt|oktober nov|november des|desember",
		"sun mán týs mik hós frí ley", "klokkan tann", "", "" },
	/* fr */
	{ "jan|janv fév|févr mar|mars avr|avril mai jun|juin jui|juil aoû|août sep|sept oct nov déc",
		"dim lun mar mer jeu ven sam", "", "", "" },
	/* fy */
	{ "Jan Feb Moz|Mrt Apr Mai Jun Jul Aug Sep Okt Now|Nov Dez|Des",
		"Sdg|Sn Mdg|Mo Dsg|Ti Mwk|Wo Ddg|To Fdg|Fr Swd|Sn", "", "", "" },
	/* ga */
	{ "Ean Feabh Márta Aib Beal Meith Iúil Lún MFómh DFómh Samh Noll",
		"Domh Luan Máirt Céad Déar Aoine Sath", "", "", "" },
	/* gl */
	{ "Xan Feb Mar Abr Mai Xuñ Xul Ago Set Out Nov Dec", "Dom Lun Mar Mér Xov Ven Sáb", "", "",
		"" },
	/* he */
	{ "ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ", "א' ב' ג' ד' ה' ו' ש'", "", "", "" },
	/* hi */
	{ "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्तू॰ नव॰ दिस॰",
		"रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार", "", "पूर्वाह्न", "अपराह्न" },
	/* hr */
	{ "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
		"ned|nedjelja pon|ponedjeljak uto|utorak sri|srijeda čet|četvrtak pet|petak sub|subota",
		"", "", "" },
	/* hu */
	{ "jan febr márc ápr máj jún júl aug szept okt nov dec",
		"vasárnap hétfő kedd szerda csütörtök péntek szombat", "", "", "" },
	/* is */
	{ "jan feb mar apr maí jún júl ágú sep okt nóv des", "sun mán þri mið fim fös lau", "", "",
		"" },
	/* it */
	{ "gen feb mar apr mag giu lug ago set ott nov dic", "dom lun mar mer gio ven sab", "", "",
		"" },
	/* ka */
	{ "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
		"", "წლის", "", "" },
	/* kk */
	{ "Қаң Ақп Нау Сәу Мам Мау Шіл Там Қыр Қаз Қар Жел", "Жк Дс Сс Ср Бс Жм Сб", "", "", "" },
	/* ku */
	{ "çile sibat adar nîsan gulan hezîran tîrmeh tebax îlon cotmeh mijdar kanûn",
		"Yekşem Duşem Sêşem Çarşem Pêncşem În Şemî", "", "", "" },
	/* lb */
	{ "Jan Feb Mäe Abr Mee Jun Jul Aug Sep Okt Nov Dez", "So Mé Dë Më Do Fr Sa", "", "", "" },
	/* lt */
	{ "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
		"", "d m", "", "" },
	/* lv */
	{ "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
		"svētdiena pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena", "gada",
		"", "" },
	/* mk */
	{ "јан фев мар апр мај јун јул авг сеп окт ное дек", "нед пон вто сре чет пет саб", "", "",
		"" },
	/* mt */
	{ "Jan Fra Mar Apr Mej Ġun Lul Aww Set Ott Nov Diċ",
		"il-Ħadd it-Tnejn it-Tlieta l-Erbgħa il-Ħamis il-Ġimgħa is-Sibt", "ta", "", "" },
	/* nb */
	{ "jan feb mars april mai juni juli aug sep okt nov des", "sø ma ti on to fr lø", "kl", "",
		"" },
	/* nl */
	{ "jan feb mrt apr mei jun jul aug sep okt nov dec", "zo ma di wo do vr za", "", "", "" },
	/* nn */
	{ "jan feb mars april mai juni juli aug sep okt nov des", "su må ty on to fr la", "kl", "",
		"" },
	/* oc */
	{ "gen febr març abr mai junh jul ago set oct nov dec", "dg dl dm dc dj dv ds", "", "",
		"" },
	/* pl */
	{ "sty lut mar kwi maj cze lip sie wrz paź lis gru", "nie pon wto śro czw pią sob", "", "",
		"" },
	/* pt */
	{ "jan fev mar abr mai jun jul ago set out nov dez", "dom seg ter qua qui sex sáb", "", "",
		"" },
	/* ro */
	{ "ian|ianuarie feb|februarie mar|martie apr|aprilie mai iun|iunie iul|iulie aug|august sep|septembrie oct|octombrie nov|noiembrie dec|decembrie",
		"Du|duminică Lu|luni Ma|marți Mi|miercuri Jo|joi Vi|vineri Sb|sâmbătă", "", "",
		"" },
	/* ru */
	{ "янв фев мар апр мая июн июл авг сен окт ноя дек", "Вс Пн Вт Ср Чт Пт Сб", "", "", "" },
	/* sk */
	{ "január február marec apríl máj jún júl august september október november december",
		"Ne Po Ut St Št Pi So", "", "", "" },
	/* sl */
	{ "jan feb mar apr maj jun jul avg sep okt nov dec", "ned pon tor sre čet pet sob", "", "",
		"" },
	/* sq */
	{ "Jan Shk Mar Pri Maj Qer Kor Gsh Sht Tet Nën Dhj", "Die Hën Mar Mër Enj Pre Sht", "",
		"PD", "MD" },
	/* sr */
	{ "јан|јануар|jan|januar феб|фебруар|feb|februar мар|март|mar|mart апр|април|apr|april мај|maj јун|jun јул|jul авг|август|avg|avgust сеп|септембар|sep|septembar окт|октобар|okt|oktobar нов|новембар|nov|novembar дец|децембар|dec|decembar",
		"нед|недјеља|недеља|ned|nedelja пон|понедељак|pon|ponedeljak уто|уторак|uto|utorak сри|сриједа|сре|среда|sre|sreda чет|четвртак|čet|četvrtak пет|петак|pet|petak суб|субота|sub|subota",
		"", "", "" },
	/* sv */
	{ "januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep oktober|okt november|nov december|dec",
		"sön mån tis ons tor fre lör", "", "", "" },
	/* tr */
	{ "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara", "Paz Pzt Sal Çrş Prş Cum Cts", "", "",
		"" },
	/* tt */
	{ "гыйн|Ğın фев|Fiw мар|Mar апр|Apr май|May июнь|Yün июль|Yül авг|Awg сент|Sin окт|Ükt нояб|Noy дек|Dik",
		"якш|Yek дүш|Düş сиш|Siş чәр|Çer пәнҗ|Pen җом|Com шим|Şim", "", "", "" },
	/* uk */
	{ "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"нд|неділя пн|понеділок вт|вівторок ср|середа чт|четвер пт|п'ятниця сб|субота", "",
		"", "" },
	/* uz */
	{ "Yanvar|Январ Fevral|Феврал Mart|Март Aprel|Апрел May|Май Iyun|Июн Iyul|Июл Avgust|Август Sentabr|Сентябр Oktabr|Октябр Noyabr|Ноябр Dekabr|Декабр",
		"Yakshanba|Якшанба Dushanba|Душанба Seshanba|Сешанба Chorshanba|Чоршанба Payshanba|Пайшанба Juma|Жума Shanba|Шанба",
		"yil йил", "", "" },
	/* vi */
	{ "", "", "Thứ hai ba tư năm sáu bảy Chủ Nhật nhật Tháng tháng", "", "" },
	/* zh */
	{ "", "日|日曜日|星期日|禮拜日|週日|일 一|月曜日|星期一|禮拜一|週一|월|月 二|火曜日|星期二|禮拜二|週二|화|火 三|水曜日|星期三|禮拜三|週三|수|水 四|木曜日|星期四|禮拜四|週四|목|木 五|金曜日|星期五|禮拜五|週五|금|金 六|土曜日|星期六|禮拜六|週六|토|土",
		"", "上午 午前 오전", "下午 午後 오후" },
};

static bool ends_word(char c)
{
	return !c || c == ' ' || c == '|';
}

/* The position of a word in a list separated by blanks; -1: it is not there. All languages are
 * asked for each word of each date, so libc's search, which looks at many bytes at once, finds it.
 */
static int place_of(const char *list, const char *word)
{
	size_t len = *list ? strlen(word) : 0;

	/* most languages have no words for the halves of the day */
	for (const char *at = list; len && (at = strstr(at, word)); at += len) {
		int place = 0;

		if ((at != list && !ends_word(at[-1])) || !ends_word(at[len]))
			continue;
		for (const char *before = list; before < at; before++)
			place += *before == ' ';
		return place;
	}
	return -1;
}

/* CET, AEDT */
static bool is_zone(const char *word)
{
	size_t len = 0;

	for (; word[len]; len++)
		if (word[len] < 'A' || word[len] > 'Z')
			return false;
	return len >= 3 && len <= 5;
}

/* Is that day of the week (0: Sunday) the one of that date? 1 January 1970 was a Thursday. */
static bool is_day_of_week(int day_of_week, int64_t year, int month, int64_t day)
{
	return (calendar_ms(year, month, day, 0, 0, 0) / 86400000 + 4) % 7 == day_of_week;
}

/* The words of a date, and the numbers beside them. */
struct worded_date {
	char words[DATE_WORDS][WORD_BYTES];
	size_t count;
	int64_t year, day;
};

/*
 * Has the language all of these words, where that one (count: none) is the month and the others are
 * not? Names may be those of a month and of a day (Mar in Galician), or of several in several
 * languages: the day of the week tells.
 */
static bool read_in(const struct language *language, const struct worded_date *date,
	size_t month_word, struct date_words *out)
{
	const char(*words)[WORD_BYTES] = date->words;
	size_t count = date->count, zones = 0;
	int day_of_week = -1;

	if (month_word < count)
		out->month = place_of(language->months, words[month_word]) + 1;
	if (out->month <= 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		int day = i == month_word ? -1 : place_of(language->days, words[i]);
		bool am = place_of(language->am, words[i]) >= 0,
		     pm = place_of(language->pm, words[i]) >= 0;

		if (i == month_word)
			continue;
		if (day < 0 && !am && !pm && place_of(language->rest, words[i]) < 0 &&
			(!is_zone(words[i]) || zones++))
			return false;
		day_of_week = day >= 0 ? day : day_of_week;
		out->am |= am;
		out->pm |= pm;
	}
	out->day = day_of_week >= 0;
	return !(out->am && out->pm) &&
	       (!out->day || is_day_of_week(day_of_week, date->year, out->month, date->day));
}

/* Keeps the words as strings; false: no name is as long, or holds a NUL. */
static bool keep_words(const struct span *words, struct worded_date *date)
{
	for (size_t i = 0; i < date->count; i++) {
		if (!words[i].len || words[i].len >= WORD_BYTES || span_find(words[i], '\0') >= 0)
			return false;
		memcpy(date->words[i], words[i].at, words[i].len);
		date->words[i][words[i].len] = '\0';
	}
	return true;
}

bool parse_date_words(
	const struct span *words, size_t count, int64_t year, int64_t day, struct date_words *out)
{
	struct worded_date date = { .count = count, .year = year, .day = day };
	const struct date_words before = *out;
	bool found = false;

	if (count > DATE_WORDS || !keep_words(words, &date))
		return false;

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		for (size_t month_word = before.month > 0 ? count : 0;
			month_word < count + (before.month > 0); month_word++) {
			struct date_words one = before;

			if (!read_in(&languages[i], &date, month_word, &one))
				continue;
			if (found &&
				(one.month != out->month || one.am != out->am || one.pm != out->pm))
				return false;
			*out = one;
			found = true;
		}
	return found;
}

/* The words behind each other; 0: they are too long, or hold a NUL. */
static size_t join(const struct span *words, size_t count, char *text)
{
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		if (len + words[i].len >= DATE_MEMORY || span_find(words[i], '\0') >= 0)
			return 0;
		memcpy(text + len, words[i].at, words[i].len);
		len += words[i].len;
		text[len++] = '\0';
	}
	return len;
}

bool parse_date_words_again(const struct span *words, size_t count, int64_t year, int64_t day,
	struct date_memory *memory, struct date_words *out)
{
	char text[DATE_MEMORY];
	size_t len = memory ? join(words, count, text) : 0;
	int month = out->month;

	if (!len)
		return parse_date_words(words, count, year, day, out);
	if (memory->len != len || memcmp(memory->text, text, len) || memory->year != year ||
		memory->day != day || memory->month != month) {
		*memory = (struct date_memory){
			.len = len, .year = year, .day = day, .month = month, .answer = *out
		};
		memcpy(memory->text, text, len);
		memory->good = parse_date_words(words, count, year, day, &memory->answer);
	}
	*out = memory->answer;
	return memory->good;
}
