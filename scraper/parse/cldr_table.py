"""Words of dates as CLDR has them, written by `python -m tests.write_date_names`."""

# fmt: off
from typing import Final

from scraper.parse.cldr import Row

CLDR_VERSION: Final = "47"
ROWS: Final = {
    "en": Row(
        "january=1|february=2|march=3|april=4|may=5|june=6|july=7|august=8|september=9|"
        "october=10|november=11|december=12",
        "jan=1|feb=2|mar=3|apr=4|may=5|jun=6|jul=7|aug=8|sep=9|oct=10|nov=11|dec=12",
        "sunday=6|monday=0|tuesday=1|wednesday=2|thursday=3|friday=4|saturday=5",
        "sun=6|mon=0|tue=1|wed=2|thu=3|fri=4|sat=5",
        "in the afternoon=12-18|in the morning=0-12|in the evening=18-21|afternoon=12-18|"
        "midnight=0-12|at night=21-24|morning=0-12|evening=18-21|night=21-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24|mi=0-12",
        False,
        False,
        False,
    ),
    "af": Row(
        "januarie=1|februarie=2|maart=3|april=4|mei=5|junie=6|julie=7|augustus=8|september=9|"
        "oktober=10|november=11|desember=12",
        "jan=1|feb=2|mrt=3|apr=4|mei=5|jun=6|jul=7|aug=8|sep=9|okt=10|nov=11|des=12",
        "sondag=6|maandag=0|dinsdag=1|woensdag=2|donderdag=3|vrydag=4|saterdag=5",
        "so=6|ma=0|di=1|wo=2|do=3|vr=4|sa=5",
        "die oggend=5-12|die middag=12-18|middernag=0-12|die aand=18-24|die nag=0-5|"
        "oggend=5-12|middag=12-18|aand=18-24|a.m=0-12|p.m=12-24|vm.=0-12|nm.=12-24|nag=0-5|"
        "am=0-12|pm=12-24|mn=0-12",
        False,
        False,
        False,
    ),
    "am": Row(
        "ጃንዋሪ=1|ፌብሩዋሪ=2|ማርች=3|ኤፕሪል=4|ሜይ=5|ጁን=6|ጁላይ=7|ኦገስት=8|ሴፕቴምበር=9|ኦክቶበር=10|ኖቬምበር=11|ዲሴምበር=12",
        "ጃን=1|ፌብ=2|ማርች=3|ኤፕሪ=4|ሜይ=5|ጁን=6|ጁላይ=7|ኦገስ=8|ሴፕቴ=9|ኦክቶ=10|ኖቬም=11|ዲሴም=12",
        "እሑድ=6|ሰኞ=0|ማክሰኞ=1|ረቡዕ=2|ሐሙስ=3|ዓርብ=4|ቅዳሜ=5",
        "እሑድ=6|ሰኞ=0|ማክሰ=1|ረቡዕ=2|ሐሙስ=3|ዓርብ=4|ቅዳሜ=5",
        "እኩለ ሌሊት=0-12|ከሰዓት=12-24|በምሽት=18-24|በሌሊት=0-6|a.m=0-12|p.m=12-24|ጥዋት=0-12|ምሽት=18-24|"
        "ሌሊት=0-6|am=0-12|pm=12-24|ማታ=18-24|ጠ=0-12|ከ=12-24",
        False,
        False,
        True,
    ),
    "ar": Row(
        "يناير=1|فبراير=2|مارس=3|أبريل=4|مايو=5|يونيو=6|يوليو=7|أغسطس=8|سبتمبر=9|أكتوبر=10|"
        "نوفمبر=11|ديسمبر=12|كانون الثاني=1|شباط=2|آذار=3|نيسان=4|أيار=5|حزيران=6|تموز=7|آب=8|"
        "أيلول=9|تشرين الأول=10|تشرين الثاني=11|كانون الأول=12|اغسطس=8|ابريل=4|اكتوبر=10",
        "يناير=1|فبراير=2|مارس=3|أبريل=4|مايو=5|يونيو=6|يوليو=7|أغسطس=8|سبتمبر=9|أكتوبر=10|"
        "نوفمبر=11|ديسمبر=12",
        "الأحد=6|الاثنين=0|الثلاثاء=1|الأربعاء=2|الخميس=3|الجمعة=4|السبت=5",
        "الأحد=6|الاثنين=0|الثلاثاء=1|الأربعاء=2|الخميس=3|الجمعة=4|السبت=5",
        "منتصف الليل=0-1|بعد الظهر=13-18|في المساء=0-1|في الصباح=3-6|صباحًا=6-12|فجرًا=3-6|"
        "ظهرًا=12-13|مساءً=18-24|ليلاً=1-3|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|ص=0-12|م=12-24",
        False,
        False,
        True,
    ),
    "as": Row(
        "জানুৱাৰী=1|ফেব্ৰুৱাৰী=2|মাৰ্চ=3|এপ্ৰিল=4|মে’=5|জুন=6|জুলাই=7|আগষ্ট=8|ছেপ্তেম্বৰ=9|"
        "অক্টোবৰ=10|নৱেম্বৰ=11|ডিচেম্বৰ=12",
        "জানু=1|ফেব্ৰু=2|মাৰ্চ=3|এপ্ৰিল=4|মে’=5|জুন=6|জুলাই=7|আগ=8|ছেপ্তে=9|অক্টো=10|নৱে=11|"
        "ডিচে=12",
        "দেওবাৰ=6|সোমবাৰ=0|মঙ্গলবাৰ=1|বুধবাৰ=2|বৃহস্পতিবাৰ=3|শুক্ৰবাৰ=4|শনিবাৰ=5",
        "দেও=6|সোম=0|মঙ্গল=1|বুধ=2|বৃহ=3|শুক্ৰ=4|শনি=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        True,
        False,
        True,
    ),
    "az": Row(
        "yanvar=1|fevral=2|mart=3|aprel=4|may=5|iyun=6|iyul=7|avqust=8|sentyabr=9|oktyabr=10|"
        "noyabr=11|dekabr=12",
        "yan=1|fev=2|mar=3|apr=4|may=5|iyn=6|iyl=7|avq=8|sen=9|okt=10|noy=11|dek=12",
        "bazar=6|bazar ertəsi=0|çərşənbə axşamı=1|çərşənbə=2|cümə axşamı=3|cümə=4|şənbə=5",
        "b=6|b.e=0|ç.a=1|ç=2|c.a=3|c=4|ş=5",
        "axşamüstü=17-19|gecəyarı=0-12|gündüz=12-17|səhər=6-12|axşam=19-24|sübh=4-6|gecə=0-4|"
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "be": Row(
        "студзеня=1|лютага=2|сакавіка=3|красавіка=4|мая=5|чэрвеня=6|ліпеня=7|жніўня=8|"
        "верасня=9|кастрычніка=10|лістапада=11|снежня=12|студзень=1|люты=2|сакавік=3|"
        "красавік=4|май=5|чэрвень=6|ліпень=7|жнівень=8|верасень=9|кастрычнік=10|лістапад=11|"
        "снежань=12",
        "сту=1|лют=2|сак=3|кра=4|мая=5|чэр=6|ліп=7|жні=8|вер=9|кас=10|ліс=11|сне=12|май=5",
        "нядзеля=6|панядзелак=0|аўторак=1|серада=2|чацвер=3|пятніца=4|субота=5",
        "нд=6|пн=0|аў=1|ср=2|чц=3|пт=4|сб=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "bg": Row(
        "януари=1|февруари=2|март=3|април=4|май=5|юни=6|юли=7|август=8|септември=9|октомври=10|"
        "ноември=11|декември=12",
        "яну=1|фев=2|март=3|апр=4|май=5|юни=6|юли=7|авг=8|сеп=9|окт=10|ное=11|дек=12",
        "неделя=6|понеделник=0|вторник=1|сряда=2|четвъртък=3|петък=4|събота=5",
        "нд=6|пн=0|вт=1|ср=2|чт=3|пт=4|сб=5",
        "сутринта=4-11|следобед=14-18|полунощ=0-12|на обяд=11-14|вечерта=18-22|пр.об.=0-12|"
        "сл.об.=12-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "bn": Row(
        "জানুয়ারী=1|ফেব্রুয়ারী=2|মার্চ=3|এপ্রিল=4|মে=5|জুন=6|জুলাই=7|আগস্ট=8|সেপ্টেম্বর=9|"
        "অক্টোবর=10|নভেম্বর=11|ডিসেম্বর=12|আগষ্ট=8",
        "জানু=1|ফেব=2|মার্চ=3|এপ্রি=4|মে=5|জুন=6|জুল=7|আগ=8|সেপ=9|অক্টো=10|নভে=11|ডিসে=12|"
        "এপ্রিল=4|জুলাই=7|আগস্ট=8|সেপ্টেম্বর=9|অক্টোবর=10|নভেম্বর=11|ডিসেম্বর=12",
        "রবিবার=6|সোমবার=0|মঙ্গলবার=1|বুধবার=2|বৃহস্পতিবার=3|শুক্রবার=4|শনিবার=5",
        "রবি=6|সোম=0|মঙ্গল=1|বুধ=2|বৃহস্পতি=3|শুক্র=4|শনি=5",
        "সন্ধ্যাবেলায়=18-20|দুপুরবেলায়=12-16|সকালবেলায়=6-12|ভোরবেলায়=4-6|সন্ধ্যা=18-20|"
        "দুপুর=12-16|বিকাল=16-18|সকাল=6-12|a.m=0-12|p.m=12-24|ভোর=4-6|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "bs": Row(
        "januar=1|februar=2|mart=3|april=4|maj=5|juni=6|juli=7|august=8|septembar=9|oktobar=10|"
        "novembar=11|decembar=12",
        "jan=1|feb=2|mar=3|apr=4|maj=5|jun=6|jul=7|aug=8|sep=9|okt=10|nov=11|dec=12",
        "nedjelja=6|ponedjeljak=0|utorak=1|srijeda=2|četvrtak=3|petak=4|subota=5",
        "ned=6|pon=0|uto=1|sri=2|čet=3|pet=4|sub=5",
        "poslijepodne=12-18|prijepodne=0-12|navečer=18-21|popodne=12-24|ujutro=4-12|a. m.=0-12|"
        "p. m.=12-24|ponoć=0-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ca": Row(
        "de gener=1|de febrer=2|de març=3|d’abril=4|de maig=5|de juny=6|de juliol=7|d’agost=8|"
        "de setembre=9|d’octubre=10|de novembre=11|de desembre=12|gener=1|febrer=2|març=3|"
        "abril=4|maig=5|juny=6|juliol=7|agost=8|setembre=9|octubre=10|novembre=11|desembre=12",
        "de gen=1|de febr=2|de març=3|d’abr=4|de maig=5|de juny=6|de jul=7|d’ag=8|de set=9|"
        "d’oct=10|de nov=11|de des=12|gen=1|febr=2|març=3|abr=4|maig=5|juny=6|jul=7|ag=8|set=9|"
        "oct=10|nov=11|des=12",
        "diumenge=6|dilluns=0|dimarts=1|dimecres=2|dijous=3|divendres=4|dissabte=5",
        "dg=6|dl=0|dt=1|dc=2|dj=3|dv=4|ds=5",
        "mitjanit=0-12|matinada=0-6|migdia=12-13|vespre=19-21|a. m.=0-12|p. m.=12-24|"
        "tarda=13-19|matí=6-12|a.m=0-12|p.m=12-24|nit=21-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "cs": Row(
        "ledna=1|února=2|března=3|dubna=4|května=5|června=6|července=7|srpna=8|září=9|října=10|"
        "listopadu=11|prosince=12|leden=1|únor=2|březen=3|duben=4|květen=5|červen=6|červenec=7|"
        "srpen=8|říjen=10|listopad=11|prosinec=12",
        "led=1|úno=2|bře=3|dub=4|kvě=5|čvn=6|čvc=7|srp=8|zář=9|říj=10|lis=11|pro=12",
        "neděle=6|pondělí=0|úterý=1|středa=2|čtvrtek=3|pátek=4|sobota=5",
        "ne=6|po=0|út=1|st=2|čt=3|pá=4|so=5",
        "dopoledne=9-12|odpoledne=12-18|půlnoc=0-12|půln.=0-12|večer=18-22|dop.=0-12|"
        "odp.=12-24|več.=18-22|půl.=0-12|ráno=4-9|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|r.=4-9|"
        "d.=9-12|o.=12-18|v.=18-22",
        False,
        False,
        True,
    ),
    "cy": Row(
        "ionawr=1|chwefror=2|mawrth=3|ebrill=4|mai=5|mehefin=6|gorffennaf=7|awst=8|medi=9|"
        "hydref=10|tachwedd=11|rhagfyr=12",
        "ion=1|chwef=2|maw=3|ebr=4|mai=5|meh=6|gorff=7|awst=8|medi=9|hyd=10|tach=11|rhag=12|"
        "chw=2|gor=7",
        "dydd sul=6|dydd llun=0|dydd mawrth=1|dydd mercher=2|dydd iau=3|dydd gwener=4|"
        "dydd sadwrn=5",
        "sul=6|llun=0|maw=1|mer=2|iau=3|gwen=4|sad=5|gwe=4",
        "yn y prynhawn=12-18|y prynhawn=12-18|canol nos=0-12|yn y bore=0-12|prynhawn=12-18|"
        "yr hwyr=18-24|min nos=18-24|y bore=0-12|bore=0-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|"
        "yb=0-12|yh=12-24",
        False,
        False,
        True,
    ),
    "da": Row(
        "januar=1|februar=2|marts=3|april=4|maj=5|juni=6|juli=7|august=8|september=9|"
        "oktober=10|november=11|december=12",
        "jan=1|feb=2|mar=3|apr=4|maj=5|jun=6|jul=7|aug=8|sep=9|okt=10|nov=11|dec=12",
        "søndag=6|mandag=0|tirsdag=1|onsdag=2|torsdag=3|fredag=4|lørdag=5",
        "søn=6|man=0|tirs=1|ons=2|tors=3|fre=4|lør=5",
        "om eftermiddagen=12-18|om formiddagen=10-12|om morgenen=5-10|eftermiddag=12-18|"
        "om aftenen=18-24|om natten=0-5|formiddag=10-12|midnat=0-12|morgen=5-10|aften=18-24|"
        "a.m=0-12|p.m=12-24|nat=0-5|am=0-12|pm=12-24",
        True,
        False,
        True,
    ),
    "de": Row(
        "januar=1|februar=2|märz=3|april=4|mai=5|juni=6|juli=7|august=8|september=9|oktober=10|"
        "november=11|dezember=12",
        "jan=1|feb=2|märz=3|apr=4|mai=5|juni=6|juli=7|aug=8|sept=9|okt=10|nov=11|dez=12|mär=3|"
        "jun=6|jul=7|sep=9",
        "sonntag=6|montag=0|dienstag=1|mittwoch=2|donnerstag=3|freitag=4|samstag=5",
        "so=6|mo=0|di=1|mi=2|do=3|fr=4|sa=5",
        "mitternacht=0-12|nachmittags=13-18|vormittags=10-12|nachmittag=13-18|vormittag=10-12|"
        "morgens=5-10|mittags=12-13|nachm.=13-18|abends=18-24|nachts=0-5|morgen=5-10|"
        "mittag=12-13|vorm.=10-12|abend=18-24|nacht=0-5|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "el": Row(
        "ιανουαρίου=1|φεβρουαρίου=2|μαρτίου=3|απριλίου=4|μαΐου=5|ιουνίου=6|ιουλίου=7|"
        "αυγούστου=8|σεπτεμβρίου=9|οκτωβρίου=10|νοεμβρίου=11|δεκεμβρίου=12|ιανουάριοσ=1|"
        "φεβρουάριοσ=2|μάρτιοσ=3|απρίλιοσ=4|μάιοσ=5|ιούνιοσ=6|ιούλιοσ=7|αύγουστοσ=8|"
        "σεπτέμβριοσ=9|οκτώβριοσ=10|νοέμβριοσ=11|δεκέμβριοσ=12",
        "ιαν=1|φεβ=2|μαρ=3|απρ=4|μαΐ=5|ιουν=6|ιουλ=7|αυγ=8|σεπ=9|οκτ=10|νοε=11|δεκ=12|μάρ=3|"
        "μάι=5|ιούν=6|ιούλ=7|αύγ=8|νοέ=11",
        "κυριακή=6|δευτέρα=0|τρίτη=1|τετάρτη=2|πέμπτη=3|παρασκευή=4|σάββατο=5",
        "κυρ=6|δευ=0|τρί=1|τετ=2|πέμ=3|παρ=4|σάβ=5",
        "το μεσημέρι=12-17|το απόγευμα=17-20|μεσημέρι=12-17|απόγευμα=17-20|το πρωί=4-12|"
        "μεσημ.=12-17|απόγ.=17-20|π.μ.=0-12|μ.μ.=12-24|πρωί=4-12|a.m=0-12|p.m=12-24|am=0-12|"
        "pm=12-24|πμ=0-12|μμ=12-24",
        False,
        False,
        True,
    ),
    "es": Row(
        "enero=1|febrero=2|marzo=3|abril=4|mayo=5|junio=6|julio=7|agosto=8|septiembre=9|"
        "octubre=10|noviembre=11|diciembre=12",
        "ene=1|feb=2|mar=3|abr=4|may=5|jun=6|jul=7|ago=8|sept=9|oct=10|nov=11|dic=12",
        "domingo=6|lunes=0|martes=1|miércoles=2|jueves=3|viernes=4|sábado=5",
        "dom=6|lun=0|mar=1|mié=2|jue=3|vie=4|sáb=5",
        "de la madrugada=0-6|de la mañana=6-12|de la tarde=12-20|de la noche=20-24|"
        "madrugada=0-6|mañana=6-12|a. m.=0-12|p. m.=12-24|tarde=12-20|noche=20-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "et": Row(
        "jaanuar=1|veebruar=2|märts=3|aprill=4|mai=5|juuni=6|juuli=7|august=8|september=9|"
        "oktoober=10|november=11|detsember=12",
        "jaan=1|veebr=2|märts=3|apr=4|mai=5|juuni=6|juuli=7|aug=8|sept=9|okt=10|nov=11|dets=12",
        "pühapäev=6|esmaspäev=0|teisipäev=1|kolmapäev=2|neljapäev=3|reede=4|laupäev=5",
        "p=6|e=0|t=1|k=2|n=3|r=4|l=5",
        "pärastlõunal=12-18|pärastlõuna=12-18|hommikul=5-12|keskööl=0-12|kesköö=0-12|"
        "hommik=5-12|õhtul=18-23|õhtu=18-23|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "eu": Row(
        "urtarrila=1|otsaila=2|martxoa=3|apirila=4|maiatza=5|ekaina=6|uztaila=7|abuztua=8|"
        "iraila=9|urria=10|azaroa=11|abendua=12",
        "urt=1|ots=2|mar=3|api=4|mai=5|eka=6|uzt=7|abu=8|ira=9|urr=10|aza=11|abe=12",
        "igandea=6|astelehena=0|asteartea=1|asteazkena=2|osteguna=3|ostirala=4|larunbata=5",
        "ig=6|al=0|ar=1|az=2|og=3|or=4|lr=5",
        "arratsaldeko=14-19|arratsaldea=14-19|goizaldeko=0-6|eguerdiko=12-14|iluntzeko=19-21|"
        "goizaldea=0-6|gauerdia=0-12|goizald.=0-6|eguerdia=12-14|iluntzea=19-21|goizeko=6-12|"
        "eguerd.=12-14|arrats.=14-19|iluntz.=19-21|gauerd.=0-12|gaueko=21-24|goiz.=0-6|"
        "goiza=6-12|gaua=21-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "fa": Row(
        "ژانویهٔ=1|فوریهٔ=2|مارس=3|آوریل=4|مهٔ=5|ژوئن=6|ژوئیهٔ=7|اوت=8|سپتامبر=9|اکتبر=10|"
        "نوامبر=11|دسامبر=12|ژانویه=1|فوریه=2|مه=5|ژوئیه=7",
        "ژانویه=1|فوریه=2|مارس=3|آوریل=4|مه=5|ژوئن=6|ژوئیه=7|اوت=8|سپتامبر=9|اکتبر=10|"
        "نوامبر=11|دسامبر=12",
        "یکشنبه=6|دوشنبه=0|سهشنبه=1|چهارشنبه=2|پنجشنبه=3|جمعه=4|شنبه=5",
        "یکشنبه=6|دوشنبه=0|سهشنبه=1|چهارشنبه=2|پنجشنبه=3|جمعه=4|شنبه=5",
        "قبلازظهر=0-12|بعدازظهر=12-24|بامداد=1-4|نیمهشب=0-1|ق.ظ.=0-12|ب.ظ.=12-24|a.m=0-12|"
        "p.m=12-24|صبح=4-12|ظهر=12-13|عصر=13-19|am=0-12|pm=12-24|شب=19-24|قظ=0-12|بظ=12-24|"
        "ق=0-12|ب=12-24",
        False,
        True,
        False,
    ),
    "fi": Row(
        "tammikuuta=1|helmikuuta=2|maaliskuuta=3|huhtikuuta=4|toukokuuta=5|kesäkuuta=6|"
        "heinäkuuta=7|elokuuta=8|syyskuuta=9|lokakuuta=10|marraskuuta=11|joulukuuta=12|"
        "tammikuu=1|helmikuu=2|maaliskuu=3|huhtikuu=4|toukokuu=5|kesäkuu=6|heinäkuu=7|elokuu=8|"
        "syyskuu=9|lokakuu=10|marraskuu=11|joulukuu=12",
        "tammi=1|helmi=2|maalis=3|huhti=4|touko=5|kesä=6|heinä=7|elo=8|syys=9|loka=10|"
        "marras=11|joulu=12",
        "sunnuntai=6|maanantaina=0|tiistaina=1|keskiviikkona=2|torstaina=3|perjantaina=4|"
        "lauantaina=5|maanantai=0|tiistai=1|keskiviikko=2|torstai=3|perjantai=4|lauantai=5",
        "su=6|ma=0|ti=1|ke=2|to=3|pe=4|la=5",
        "aamupäivällä=10-12|iltapäivällä=12-18|keskiyöllä=0-12|aamupäivä=10-12|iltapäivä=12-18|"
        "aamulla=5-10|illalla=18-23|keskiyö=0-12|aamup.=10-12|iltap.=12-18|aamu=5-10|"
        "ilta=18-23|a.m=0-12|p.m=12-24|ap.=0-12|ip.=12-24|ky.=0-12|am=0-12|pm=12-24",
        True,
        False,
        True,
    ),
    "fil": Row(
        "enero=1|pebrero=2|marso=3|abril=4|mayo=5|hunyo=6|hulyo=7|agosto=8|setyembre=9|"
        "oktubre=10|nobyembre=11|disyembre=12",
        "ene=1|peb=2|mar=3|abr=4|may=5|hun=6|hul=7|ago=8|set=9|okt=10|nob=11|dis=12",
        "linggo=6|lunes=0|martes=1|miyerkules=2|huwebes=3|biyernes=4|sabado=5",
        "lin=6|lun=0|mar=1|miy=2|huw=3|biy=4|sab=5",
        "madaling-araw=6-12|hatinggabi=0-12|ng umaga=0-6|ng hapon=12-16|ng gabi=16-18|"
        "umaga=0-6|hapon=12-16|gabi=16-18|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "fr": Row(
        "janvier=1|février=2|mars=3|avril=4|mai=5|juin=6|juillet=7|août=8|septembre=9|"
        "octobre=10|novembre=11|décembre=12",
        "janv=1|févr=2|mars=3|avr=4|mai=5|juin=6|juil=7|août=8|sept=9|oct=10|nov=11|déc=12",
        "dimanche=6|lundi=0|mardi=1|mercredi=2|jeudi=3|vendredi=4|samedi=5",
        "dim=6|lun=0|mar=1|mer=2|jeu=3|ven=4|sam=5",
        "de l’après-midi=12-18|après-midi=12-18|du matin=4-12|du soir=18-24|minuit=0-12|"
        "matin=4-12|ap.m.=12-18|soir=18-24|mat.=4-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "gl": Row(
        "xaneiro=1|febreiro=2|marzo=3|abril=4|maio=5|xuño=6|xullo=7|agosto=8|setembro=9|"
        "outubro=10|novembro=11|decembro=12",
        "xan=1|feb=2|mar=3|abr=4|maio=5|xuño=6|xul=7|ago=8|set=9|out=10|nov=11|dec=12",
        "domingo=6|luns=0|martes=1|mércores=2|xoves=3|venres=4|sábado=5",
        "dom=6|luns=0|mar=1|mér=2|xov=3|ven=4|sáb=5",
        "da madrugada=0-6|do mediodía=12-13|medianoite=0-12|madrugada=0-6|da noite=0-12|"
        "da tarde=13-21|mediodía=12-13|da mañá=6-12|tarde=13-21|noite=21-24|a.m.=0-12|"
        "p.m.=12-24|mañá=6-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "gu": Row(
        "જાન્યુઆરી=1|ફેબ્રુઆરી=2|માર્ચ=3|એપ્રિલ=4|મે=5|જૂન=6|જુલાઈ=7|ઑગસ્ટ=8|સપ્ટેમ્બર=9|"
        "ઑક્ટોબર=10|નવેમ્બર=11|ડિસેમ્બર=12",
        "જાન્યુ=1|ફેબ્રુ=2|માર્ચ=3|એપ્રિલ=4|મે=5|જૂન=6|જુલાઈ=7|ઑગસ્ટ=8|સપ્ટે=9|ઑક્ટો=10|નવે=11|"
        "ડિસે=12",
        "રવિવાર=6|સોમવાર=0|મંગળવાર=1|બુધવાર=2|ગુરુવાર=3|શુક્રવાર=4|શનિવાર=5",
        "રવિ=6|સોમ=0|મંગળ=1|બુધ=2|ગુરુ=3|શુક્ર=4|શનિ=5",
        "મધ્યરાત્રિ=0-12|મ.રાત્રિ=0-12|સવારે=4-12|બપોરે=12-16|સાંજે=16-20|સવાર=4-12|બપોર=12-16|"
        "સાંજ=16-20|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "he": Row(
        "ינואר=1|פברואר=2|מרץ=3|אפריל=4|מאי=5|יוני=6|יולי=7|אוגוסט=8|ספטמבר=9|אוקטובר=10|"
        "נובמבר=11|דצמבר=12",
        "ינו׳=1|פבר׳=2|מרץ=3|אפר׳=4|מאי=5|יוני=6|יולי=7|אוג׳=8|ספט׳=9|אוק׳=10|נוב׳=11|דצמ׳=12",
        "יום ראשון=6|יום שני=0|יום שלישי=1|יום רביעי=2|יום חמישי=3|יום שישי=4|יום שבת=5",
        "יום א׳=6|יום ב׳=0|יום ג׳=1|יום ד׳=2|יום ה׳=3|יום ו׳=4|שבת=5",
        "אחר הצהריים=16-18|לפנות בוקר=3-6|בצהריים=12-16|צהריים=12-16|לפנה״צ=0-12|בבוקר=6-12|"
        "אחה״צ=16-18|חצות=0-12|בוקר=6-12|בערב=18-22|a.m=0-12|p.m=12-24|ערב=18-22|am=0-12|"
        "pm=12-24",
        False,
        False,
        True,
    ),
    "hi": Row(
        "जनवरी=1|फ़रवरी=2|मार्च=3|अप्रैल=4|मई=5|जून=6|जुलाई=7|अगस्त=8|सितंबर=9|अक्टूबर=10|"
        "नवंबर=11|दिसंबर=12|फरवरी=2|सितम्बर=9|अक्तूबर=10|नवम्बर=11|दिसम्बर=12",
        "जन॰=1|फ़र॰=2|मार्च=3|अप्रैल=4|मई=5|जून=6|जुल॰=7|अग॰=8|सित॰=9|अक्टू॰=10|नव॰=11|दिस॰=12",
        "रविवार=6|सोमवार=0|मंगलवार=1|बुधवार=2|गुरुवार=3|शुक्रवार=4|शनिवार=5",
        "रवि=6|सोम=0|मंगल=1|बुध=2|गुरु=3|शुक्र=4|शनि=5",
        "मध्यरात्रि=0-12|आधी रात=0-12|दोपहर=12-16|सुबह=4-12|a.m=0-12|p.m=12-24|शाम=16-20|"
        "am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "hr": Row(
        "siječnja=1|veljače=2|ožujka=3|travnja=4|svibnja=5|lipnja=6|srpnja=7|kolovoza=8|"
        "rujna=9|listopada=10|studenoga=11|prosinca=12|siječanj=1|veljača=2|ožujak=3|travanj=4|"
        "svibanj=5|lipanj=6|srpanj=7|kolovoz=8|rujan=9|listopad=10|studeni=11|prosinac=12",
        "sij=1|velj=2|ožu=3|tra=4|svi=5|lip=6|srp=7|kol=8|ruj=9|lis=10|stu=11|pro=12",
        "nedjelja=6|ponedjeljak=0|utorak=1|srijeda=2|četvrtak=3|petak=4|subota=5",
        "ned=6|pon=0|uto=1|sri=2|čet=3|pet=4|sub=5",
        "poslije podne=12-18|popodne=12-18|navečer=18-21|ujutro=4-12|ponoć=0-12|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "hu": Row(
        "január=1|február=2|március=3|április=4|május=5|június=6|július=7|augusztus=8|"
        "szeptember=9|október=10|november=11|december=12",
        "jan=1|febr=2|márc=3|ápr=4|máj=5|jún=6|júl=7|aug=8|szept=9|okt=10|nov=11|dec=12",
        "vasárnap=6|hétfő=0|kedd=1|szerda=2|csütörtök=3|péntek=4|szombat=5",
        "v=6|h=0|k=1|sze=2|cs=3|p=4|szo=5",
        "délelőtt=9-12|délután=12-18|reggel=6-9|hajnal=4-6|éjfél=0-12|este=18-21|a.m=0-12|"
        "p.m=12-24|de.=0-12|du.=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "hy": Row(
        "հունվարի=1|փետրվարի=2|մարտի=3|ապրիլի=4|մայիսի=5|հունիսի=6|հուլիսի=7|օգոստոսի=8|"
        "սեպտեմբերի=9|հոկտեմբերի=10|նոյեմբերի=11|դեկտեմբերի=12|հունվար=1|փետրվար=2|մարտ=3|"
        "ապրիլ=4|մայիս=5|հունիս=6|հուլիս=7|օգոստոս=8|սեպտեմբեր=9|հոկտեմբեր=10|նոյեմբեր=11|"
        "դեկտեմբեր=12",
        "հնվ=1|փտվ=2|մրտ=3|ապր=4|մյս=5|հնս=6|հլս=7|օգս=8|սեպ=9|հոկ=10|նոյ=11|դեկ=12",
        "կիրակի=6|երկուշաբթի=0|երեքշաբթի=1|չորեքշաբթի=2|հինգշաբթի=3|ուրբաթ=4|շաբաթ=5",
        "կիր=6|երկ=0|երք=1|չրք=2|հնգ=3|ուր=4|շբթ=5",
        "կեսգիշերին=0-12|առավոտյան=6-12|կեսգիշեր=0-12|երեկոյան=18-24|ցերեկվա=12-18|գիշերվա=0-6|"
        "ցերեկը=12-18|գիշերը=0-6|առավոտ=6-12|ցերեկ=12-18|երեկո=18-24|գիշեր=0-6|a.m=0-12|"
        "p.m=12-24|կգ.=0-12|առվ=6-12|ցրկ=12-18|երկ=18-24|գշր=0-6|am=0-12|pm=12-24|ա=0-12|"
        "հ=12-24",
        False,
        False,
        True,
    ),
    "id": Row(
        "januari=1|februari=2|maret=3|april=4|mei=5|juni=6|juli=7|agustus=8|september=9|"
        "oktober=10|november=11|desember=12",
        "jan=1|feb=2|mar=3|apr=4|mei=5|jun=6|jul=7|agu=8|sep=9|okt=10|nov=11|des=12",
        "minggu=6|senin=0|selasa=1|rabu=2|kamis=3|jumat=4|sabtu=5",
        "min=6|sen=0|sel=1|rab=2|kam=3|jum=4|sab=5",
        "tengah malam=0-12|siang=10-15|malam=18-24|pagi=0-10|sore=15-18|a.m=0-12|p.m=12-24|"
        "am=0-12|pm=12-24",
        True,
        False,
        True,
    ),
    "is": Row(
        "janúar=1|febrúar=2|mars=3|apríl=4|maí=5|júní=6|júlí=7|ágúst=8|september=9|október=10|"
        "nóvember=11|desember=12",
        "jan=1|feb=2|mar=3|apr=4|maí=5|jún=6|júl=7|ágú=8|sep=9|okt=10|nóv=11|des=12",
        "sunnudagur=6|mánudagur=0|þriðjudagur=1|miðvikudagur=2|fimmtudagur=3|föstudagur=4|"
        "laugardagur=5",
        "sun=6|mán=0|þri=1|mið=2|fim=3|fös=4|lau=5",
        "eftir hádegi=12-18|að morgni=6-12|að kvöldi=18-24|miðnætti=0-12|síðdegis=12-18|"
        "að nóttu=0-6|morgunn=6-12|kvöld=18-24|f.h.=0-12|e.h.=12-24|mrg.=6-12|nótt=0-6|"
        "a.m=0-12|p.m=12-24|mn.=0-12|sd.=12-18|kv.=18-24|am=0-12|pm=12-24|f.=0-12|e.=12-24|"
        "n.=0-6",
        False,
        False,
        True,
    ),
    "it": Row(
        "gennaio=1|febbraio=2|marzo=3|aprile=4|maggio=5|giugno=6|luglio=7|agosto=8|settembre=9|"
        "ottobre=10|novembre=11|dicembre=12",
        "gen=1|feb=2|mar=3|apr=4|mag=5|giu=6|lug=7|ago=8|set=9|ott=10|nov=11|dic=12",
        "domenica=6|lunedì=0|martedì=1|mercoledì=2|giovedì=3|venerdì=4|sabato=5",
        "dom=6|lun=0|mar=1|mer=2|gio=3|ven=4|sab=5",
        "del pomeriggio=12-18|di pomeriggio=12-18|mezzanotte=0-12|di mattina=6-12|"
        "pomeriggio=12-18|di notte=0-6|di sera=18-24|mattina=6-12|notte=0-6|sera=18-24|"
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24|m.=0-12|p.=12-24",
        False,
        False,
        True,
    ),
    "ja": Row(
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "日曜日=6|月曜日=0|火曜日=1|水曜日=2|木曜日=3|金曜日=4|土曜日=5",
        "日=6|月=0|火=1|水=2|木=3|金=4|土=5",
        "a.m=0-12|p.m=12-24|真夜中=0-12|am=0-12|pm=12-24|午前=0-12|午後=12-24|夕方=16-19|"
        "朝=4-12|昼=12-16|夜=19-23",
        False,
        False,
        False,
    ),
    "ka": Row(
        "იანვარი=1|თებერვალი=2|მარტი=3|აპრილი=4|მაისი=5|ივნისი=6|ივლისი=7|აგვისტო=8|"
        "სექტემბერი=9|ოქტომბერი=10|ნოემბერი=11|დეკემბერი=12",
        "იან=1|თებ=2|მარ=3|აპრ=4|მაი=5|ივნ=6|ივლ=7|აგვ=8|სექ=9|ოქტ=10|ნოე=11|დეკ=12",
        "კვირა=6|ორშაბათი=0|სამშაბათი=1|ოთხშაბათი=2|ხუთშაბათი=3|პარასკევი=4|შაბათი=5",
        "კვი=6|ორშ=0|სამ=1|ოთხ=2|ხუთ=3|პარ=4|შაბ=5",
        "ნაშუადღევს=12-18|ნაშუადღევი=12-18|შუაღამეს=0-12|ნაშუადღ.=12-18|საღამოს=18-21|"
        "შუაღამე=0-12|საღამო=18-21|დილით=5-12|დილ.=5-12|საღ.=18-21|დილა=5-12|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "kk": Row(
        "қаңтар=1|ақпан=2|наурыз=3|сәуір=4|мамыр=5|маусым=6|шілде=7|тамыз=8|қыркүйек=9|"
        "қазан=10|қараша=11|желтоқсан=12",
        "қаң=1|ақп=2|нау=3|сәу=4|мам=5|мау=6|шіл=7|там=8|қыр=9|қаз=10|қар=11|жел=12",
        "жексенбі=6|дүйсенбі=0|сейсенбі=1|сәрсенбі=2|бейсенбі=3|жұма=4|сенбі=5",
        "жс=6|дс=0|сс=1|ср=2|бс=3|жм=4|сб=5",
        "түстен кейінгі=12-18|түстен кейін=12-18|түн жарымы=0-12|таңғы=6-12|кешкі=18-21|"
        "түнгі=0-12|a.m=0-12|p.m=12-24|таң=6-12|кеш=18-21|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "km": Row(
        "មករា=1|កុម្ភៈ=2|មីនា=3|មេសា=4|ឧសភា=5|មិថុនា=6|កក្កដា=7|សីហា=8|កញ្ញា=9|តុលា=10|"
        "វិច្ឆិកា=11|ធ្នូ=12",
        "មករា=1|កុម្ភៈ=2|មីនា=3|មេសា=4|ឧសភា=5|មិថុនា=6|កក្កដា=7|សីហា=8|កញ្ញា=9|តុលា=10|"
        "វិច្ឆិកា=11|ធ្នូ=12",
        "អាទិត្យ=6|ច័ន្ទ=0|អង្គារ=1|ពុធ=2|ព្រហស្បតិ៍=3|សុក្រ=4|សៅរ៍=5|ចន្ទ=0",
        "អាទិត្យ=6|ចន្ទ=0|អង្គារ=1|ពុធ=2|ព្រហ=3|សុក្រ=4|សៅរ៍=5",
        "នៅពេលព្រឹក=0-12|នៅពេលល្ងាច=18-21|នៅពេលរសៀល=12-18|អធ្រាត្រ=0-12|នៅពេលយប់=21-24|"
        "ព្រឹក=0-12|ល្ងាច=18-21|រសៀល=12-18|a.m=0-12|p.m=12-24|យប់=21-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "kn": Row(
        "ಜನವರಿ=1|ಫೆಬ್ರವರಿ=2|ಮಾರ್ಚ್=3|ಏಪ್ರಿಲ್=4|ಮೇ=5|ಜೂನ್=6|ಜುಲೈ=7|ಆಗಸ್ಟ್=8|ಸೆಪ್ಟೆಂಬರ್=9|"
        "ಅಕ್ಟೋಬರ್=10|ನವೆಂಬರ್=11|ಡಿಸೆಂಬರ್=12",
        "ಜನ=1|ಫೆಬ್ರ=2|ಮಾರ್ಚ್=3|ಏಪ್ರಿ=4|ಮೇ=5|ಜೂನ್=6|ಜುಲೈ=7|ಆಗ=8|ಸೆಪ್ಟೆಂ=9|ಅಕ್ಟೋ=10|ನವೆಂ=11|"
        "ಡಿಸೆಂ=12",
        "ಭಾನುವಾರ=6|ಸೋಮವಾರ=0|ಮಂಗಳವಾರ=1|ಬುಧವಾರ=2|ಗುರುವಾರ=3|ಶುಕ್ರವಾರ=4|ಶನಿವಾರ=5",
        "ಭಾನು=6|ಸೋಮ=0|ಮಂಗಳ=1|ಬುಧ=2|ಗುರು=3|ಶುಕ್ರ=4|ಶನಿ=5",
        "ಮಧ್ಯ ರಾತ್ರಿ=0-12|ಮಧ್ಯರಾತ್ರಿ=0-12|ಮಧ್ಯಾಹ್ನ=12-18|ಬೆಳಗ್ಗೆ=6-12|ಸಂಜೆ=18-21|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ko": Row(
        "1월=1|2월=2|3월=3|4월=4|5월=5|6월=6|7월=7|8월=8|9월=9|10월=10|11월=11|12월=12",
        "1월=1|2월=2|3월=3|4월=4|5월=5|6월=6|7월=7|8월=8|9월=9|10월=10|11월=11|12월=12",
        "일요일=6|월요일=0|화요일=1|수요일=2|목요일=3|금요일=4|토요일=5",
        "일=6|월=0|화=1|수=2|목=3|금=4|토=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24|자정=0-12|아침=3-6|오전=6-12|오후=12-18|저녁=18-21",
        False,
        False,
        False,
    ),
    "ky": Row(
        "январь=1|февраль=2|март=3|апрель=4|май=5|июнь=6|июль=7|август=8|сентябрь=9|октябрь=10|"
        "ноябрь=11|декабрь=12",
        "янв=1|фев=2|мар=3|апр=4|май=5|июн=6|июл=7|авг=8|сен=9|окт=10|ноя=11|дек=12",
        "жекшемби=6|дүйшөмбү=0|шейшемби=1|шаршемби=2|бейшемби=3|жума=4|ишемби=5",
        "жек=6|дүй=0|шейш=1|шарш=2|бейш=3|жума=4|ишм=5",
        "түштөн кийинки=12-24|түштөн кийин=12-18|эртең менен=6-12|түн ортосу=0-12|"
        "түшт кйн=12-18|кечкурун=18-21|кечинде=18-21|түн орт=0-12|эртң мн=6-12|таңкы=0-12|"
        "кечк=18-21|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|тң=0-12|тк=12-24",
        False,
        False,
        True,
    ),
    "lo": Row(
        "ມັງກອນ=1|ກຸມພາ=2|ມີນາ=3|ເມສາ=4|ພຶດສະພາ=5|ມິຖຸນາ=6|ກໍລະກົດ=7|ສິງຫາ=8|ກັນຍາ=9|ຕຸລາ=10|"
        "ພະຈິກ=11|ທັນວາ=12",
        "ມ.ກ=1|ກ.ພ=2|ມ.ນ=3|ມ.ສ=4|ພ.ພ=5|ມິ.ຖ=6|ກ.ລ=7|ສ.ຫ=8|ກ.ຍ=9|ຕ.ລ=10|ພ.ຈ=11|ທ.ວ=12",
        "ວັນອາທິດ=6|ວັນຈັນ=0|ວັນອັງຄານ=1|ວັນພຸດ=2|ວັນພະຫັດ=3|ວັນສຸກ=4|ວັນເສົາ=5",
        "ອາທິດ=6|ຈັນ=0|ອັງຄານ=1|ພຸດ=2|ພະຫັດ=3|ສຸກ=4|ເສົາ=5",
        "ກ່ອນທ່ຽງ=0-12|ຫຼັງທ່ຽງ=12-24|ຕອນເຊົ້າ=5-12|ທ່ຽງຄືນ=0-12|ຕອນບ່າຍ=12-16|ຕອນທ່ຽງ=12-16|"
        "ຕອນແລງ=16-20|ເຊົ້າ=5-12|ສວາຍ=12-16|a.m=0-12|p.m=12-24|ແລງ=16-20|am=0-12|pm=12-24|"
        "ສ=12-16",
        False,
        False,
        True,
    ),
    "lt": Row(
        "sausio=1|vasario=2|kovo=3|balandžio=4|gegužės=5|birželio=6|liepos=7|rugpjūčio=8|"
        "rugsėjo=9|spalio=10|lapkričio=11|gruodžio=12|sausis=1|vasaris=2|kovas=3|balandis=4|"
        "gegužė=5|birželis=6|liepa=7|rugpjūtis=8|rugsėjis=9|spalis=10|lapkritis=11|gruodis=12",
        "saus=1|vas=2|kov=3|bal=4|geg=5|birž=6|liep=7|rugp=8|rugs=9|spal=10|lapkr=11|gruod=12",
        "sekmadienis=6|pirmadienis=0|antradienis=1|trečiadienis=2|ketvirtadienis=3|"
        "penktadienis=4|šeštadienis=5",
        "sk=6|pr=0|an=1|tr=2|kt=3|pn=4|št=5",
        "vidurnaktis=0-12|priešpiet=0-12|popietė=12-18|vakaras=18-24|popiet=12-24|naktis=0-6|"
        "pr. p.=0-12|rytas=6-12|diena=12-18|pop.=12-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "lv": Row(
        "janvāris=1|februāris=2|marts=3|aprīlis=4|maijs=5|jūnijs=6|jūlijs=7|augusts=8|"
        "septembris=9|oktobris=10|novembris=11|decembris=12",
        "janv=1|febr=2|marts=3|apr=4|maijs=5|jūn=6|jūl=7|aug=8|sept=9|okt=10|nov=11|dec=12",
        "svētdiena=6|pirmdiena=0|otrdiena=1|trešdiena=2|ceturtdiena=3|piektdiena=4|sestdiena=5",
        "svētd=6|pirmd=0|otrd=1|trešd=2|ceturtd=3|piektd=4|sestd=5",
        "priekšpusdienā=0-12|priekšpusdiena=0-12|pēcpusdienā=12-24|pēcpusdiena=12-24|"
        "priekšp.=0-12|pusnaktī=0-12|pēcpusd.=12-18|pusnakts=0-12|no rīta=6-12|vakarā=18-23|"
        "vakars=18-23|pēcp.=12-24|rīts=6-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "mk": Row(
        "јануари=1|февруари=2|март=3|април=4|мај=5|јуни=6|јули=7|август=8|септември=9|"
        "октомври=10|ноември=11|декември=12",
        "јан=1|фев=2|мар=3|апр=4|мај=5|јун=6|јул=7|авг=8|сеп=9|окт=10|ное=11|дек=12",
        "недела=6|понеделник=0|вторник=1|среда=2|четврток=3|петок=4|сабота=5",
        "нед=6|пон=0|вто=1|сре=2|чет=3|пет=4|саб=5",
        "претпладне=10-12|попладне=12-18|претпл.=0-12|навечер=18-24|полноќ=0-12|наутро=4-10|"
        "попл.=12-24|полн.=0-12|вечер=18-24|ноќе=0-4|утро=4-10|a.m=0-12|p.m=12-24|ноќ=0-4|"
        "am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ml": Row(
        "ജനുവരി=1|ഫെബ്രുവരി=2|മാർച്ച്=3|ഏപ്രിൽ=4|മേയ്=5|ജൂൺ=6|ജൂലൈ=7|ഓഗസ്റ്റ്=8|സെപ്റ്റംബർ=9|"
        "ഒക്ടോബർ=10|നവംബർ=11|ഡിസംബർ=12",
        "ജനു=1|ഫെബ്രു=2|മാർ=3|ഏപ്രി=4|മേയ്=5|ജൂൺ=6|ജൂലൈ=7|ഓഗ=8|സെപ്റ്റം=9|ഒക്ടോ=10|നവം=11|"
        "ഡിസം=12",
        "ഞായറാഴ്ച=6|തിങ്കളാഴ്ച=0|ചൊവ്വാഴ്ച=1|ബുധനാഴ്ച=2|വ്യാഴാഴ്ച=3|വെള്ളിയാഴ്ച=4|ശനിയാഴ്ച=5",
        "ഞായർ=6|തിങ്കൾ=0|ചൊവ്വ=1|ബുധൻ=2|വ്യാഴം=3|വെള്ളി=4|ശനി=5",
        "ഉച്ചതിരിഞ്ഞ്=14-15|അർദ്ധരാത്രി=0-12|ഉച്ചയ്ക്ക്=12-14|വൈകുന്നേരം=15-18|പുലർച്ചെ=3-6|"
        "രാവിലെ=6-12|സന്ധ്യ=18-19|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|അ=0-12",
        False,
        False,
        True,
    ),
    "mn": Row(
        "нэгдүгээр сар=1|хоёрдугаар сар=2|гуравдугаар сар=3|дөрөвдүгээр сар=4|тавдугаар сар=5|"
        "зургаадугаар сар=6|долоодугаар сар=7|наймдугаар сар=8|есдүгээр сар=9|"
        "аравдугаар сар=10|арван нэгдүгээр сар=11|арван хоёрдугаар сар=12",
        "1-р сар=1|2-р сар=2|3-р сар=3|4-р сар=4|5-р сар=5|6-р сар=6|7-р сар=7|8-р сар=8|"
        "9-р сар=9|10-р сар=10|11-р сар=11|12-р сар=12",
        "ням=6|даваа=0|мягмар=1|лхагва=2|пүрэв=3|баасан=4|бямба=5",
        "ня=6|да=0|мя=1|лх=2|пү=3|ба=4|бя=5",
        "шөнө дунд=0-12|өглөө=6-12|ү.ө.=0-12|ү.х.=12-24|өдөр=12-18|орой=18-21|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "mr": Row(
        "जानेवारी=1|फेब्रुवारी=2|मार्च=3|एप्रिल=4|मे=5|जून=6|जुलै=7|ऑगस्ट=8|सप्टेंबर=9|"
        "ऑक्टोबर=10|नोव्हेंबर=11|डिसेंबर=12",
        "जाने=1|फेब्रु=2|मार्च=3|एप्रि=4|मे=5|जून=6|जुलै=7|ऑग=8|सप्टें=9|ऑक्टो=10|नोव्हें=11|"
        "डिसें=12",
        "रविवार=6|सोमवार=0|मंगळवार=1|बुधवार=2|गुरुवार=3|शुक्रवार=4|शनिवार=5",
        "रवि=6|सोम=0|मंगळ=1|बुध=2|गुरु=3|शुक्र=4|शनि=5",
        "मध्यरात्र=0-12|संध्याकाळ=16-21|दुपार=12-16|म.रा.=0-12|पहाट=4-6|सकाळ=6-12|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24|दु=12-16|सं=16-21|प=4-6|स=6-12",
        False,
        False,
        True,
    ),
    "ms": Row(
        "januari=1|februari=2|mac=3|april=4|mei=5|jun=6|julai=7|ogos=8|september=9|oktober=10|"
        "november=11|disember=12",
        "jan=1|feb=2|mac=3|apr=4|mei=5|jun=6|jul=7|ogo=8|sep=9|okt=10|nov=11|dis=12",
        "ahad=6|isnin=0|selasa=1|rabu=2|khamis=3|jumaat=4|sabtu=5",
        "ahd=6|isn=0|sel=1|rab=2|kha=3|jum=4|sab=5",
        "tengah malam=0-1|tengah hari=12-14|petang=14-19|malam=19-24|pagi=0-1|a.m=0-12|"
        "p.m=12-24|ptg=12-24|am=0-12|pm=12-24|pg=0-12",
        False,
        False,
        True,
    ),
    "my": Row(
        "ဇန်နဝါရီ=1|ဖေဖော်ဝါရီ=2|မတ်=3|ဧပြီ=4|မေ=5|ဇွန်=6|ဇူလိုင်=7|ဩဂုတ်=8|စက်တင်ဘာ=9|"
        "အောက်တိုဘာ=10|နိုဝင်ဘာ=11|ဒီဇင်ဘာ=12",
        "ဇန်=1|ဖေ=2|မတ်=3|ဧ=4|မေ=5|ဇွန်=6|ဇူ=7|ဩ=8|စက်=9|အောက်=10|နို=11|ဒီ=12",
        "တနင်္ဂနွေ=6|တနင်္လာ=0|အင်္ဂါ=1|ဗုဒ္ဓဟူး=2|ကြာသပတေး=3|သောကြာ=4|စနေ=5",
        "တနင်္ဂနွေ=6|တနင်္လာ=0|အင်္ဂါ=1|ဗုဒ္ဓဟူး=2|ကြာသပတေး=3|သောကြာ=4|စနေ=5",
        "သန်းခေါင်ယံ=0-12|နေ့လယ်=12-16|နံနက်=0-12|a.m=0-12|p.m=12-24|ညနေ=12-24|am=0-12|"
        "pm=12-24|ည=19-24",
        False,
        False,
        True,
    ),
    "nb": Row(
        "januar=1|februar=2|mars=3|april=4|mai=5|juni=6|juli=7|august=8|september=9|oktober=10|"
        "november=11|desember=12",
        "jan=1|feb=2|mars=3|apr=4|mai=5|juni=6|juli=7|aug=8|sep=9|okt=10|nov=11|des=12|mar=3|"
        "jun=6|jul=7",
        "søndag=6|mandag=0|tirsdag=1|onsdag=2|torsdag=3|fredag=4|lørdag=5",
        "søn=6|man=0|tir=1|ons=2|tor=3|fre=4|lør=5",
        "på ettermiddagen=12-18|på formiddagen=10-12|på morgenen=6-10|ettermiddag=12-18|"
        "på kvelden=18-24|på natten=0-6|formiddag=10-12|etterm.=12-18|midnatt=0-12|morgen=6-10|"
        "midn.=0-12|morg.=6-10|form.=10-12|kveld=18-24|a.m.=0-12|p.m.=12-24|natt=0-6|a.m=0-12|"
        "p.m=12-24|mn.=0-12|mg.=6-10|fm.=10-12|em.=12-18|kv.=18-24|nt.=0-6|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ne": Row(
        "जनवरी=1|फेब्रुअरी=2|मार्च=3|अप्रिल=4|मे=5|जुन=6|जुलाई=7|अगस्ट=8|सेप्टेम्बर=9|"
        "अक्टोबर=10|नोभेम्बर=11|डिसेम्बर=12",
        "जनवरी=1|फेब्रुअरी=2|मार्च=3|अप्रिल=4|मे=5|जुन=6|जुलाई=7|अगस्ट=8|सेप्टेम्बर=9|"
        "अक्टोबर=10|नोभेम्बर=11|डिसेम्बर=12",
        "आइतबार=6|सोमबार=0|मङ्गलबार=1|बुधबार=2|बिहिबार=3|शुक्रबार=4|शनिबार=5",
        "आइत=6|सोम=0|मङ्गल=1|बुध=2|बिहि=3|शुक्र=4|शनि=5",
        "पूर्वाह्न=0-12|अपराह्न=12-24|मध्यरात=0-12|अपरान्ह=12-16|बेलुकी=19-22|बिहान=4-12|"
        "साँझ=16-19|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "nl": Row(
        "januari=1|februari=2|maart=3|april=4|mei=5|juni=6|juli=7|augustus=8|september=9|"
        "oktober=10|november=11|december=12",
        "jan=1|feb=2|mrt=3|apr=4|mei=5|jun=6|jul=7|aug=8|sep=9|okt=10|nov=11|dec=12",
        "zondag=6|maandag=0|dinsdag=1|woensdag=2|donderdag=3|vrijdag=4|zaterdag=5",
        "zo=6|ma=0|di=1|wo=2|do=3|vr=4|za=5",
        "middernacht=0-12|’s ochtends=6-12|’s middags=12-18|’s avonds=18-24|’s nachts=0-6|"
        "ochtend=6-12|middag=12-18|avond=18-24|nacht=0-6|a.m.=0-12|p.m.=12-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "or": Row(
        "ଜାନୁଆରୀ=1|ଫେବୃଆରୀ=2|ମାର୍ଚ୍ଚ=3|ଅପ୍ରେଲ=4|ମଇ=5|ଜୁନ=6|ଜୁଲାଇ=7|ଅଗଷ୍ଟ=8|ସେପ୍ଟେମ୍ବର=9|"
        "ଅକ୍ଟୋବର=10|ନଭେମ୍ବର=11|ଡିସେମ୍ବର=12",
        "ଜାନୁଆରୀ=1|ଫେବୃଆରୀ=2|ମାର୍ଚ୍ଚ=3|ଅପ୍ରେଲ=4|ମଇ=5|ଜୁନ=6|ଜୁଲାଇ=7|ଅଗଷ୍ଟ=8|ସେପ୍ଟେମ୍ବର=9|"
        "ଅକ୍ଟୋବର=10|ନଭେମ୍ବର=11|ଡିସେମ୍ବର=12",
        "ରବିବାର=6|ସୋମବାର=0|ମଙ୍ଗଳବାର=1|ବୁଧବାର=2|ଗୁରୁବାର=3|ଶୁକ୍ରବାର=4|ଶନିବାର=5",
        "ରବି=6|ସୋମ=0|ମଙ୍ଗଳ=1|ବୁଧ=2|ଗୁରୁ=3|ଶୁକ୍ର=4|ଶନି=5",
        "ପୂର୍ବାହ୍ନ=0-12|ଅପରାହ୍ନ=12-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|ପୂ=0-12|ଅ=12-24",
        False,
        False,
        False,
    ),
    "pa": Row(
        "ਜਨਵਰੀ=1|ਫ਼ਰਵਰੀ=2|ਮਾਰਚ=3|ਅਪ੍ਰੈਲ=4|ਮਈ=5|ਜੂਨ=6|ਜੁਲਾਈ=7|ਅਗਸਤ=8|ਸਤੰਬਰ=9|ਅਕਤੂਬਰ=10|ਨਵੰਬਰ=11|"
        "ਦਸੰਬਰ=12",
        "ਜਨ=1|ਫ਼ਰ=2|ਮਾਰਚ=3|ਅਪ੍ਰੈ=4|ਮਈ=5|ਜੂਨ=6|ਜੁਲਾ=7|ਅਗ=8|ਸਤੰ=9|ਅਕਤੂ=10|ਨਵੰ=11|ਦਸੰ=12",
        "ਐਤਵਾਰ=6|ਸੋਮਵਾਰ=0|ਮੰਗਲਵਾਰ=1|ਬੁੱਧਵਾਰ=2|ਵੀਰਵਾਰ=3|ਸ਼ੁੱਕਰਵਾਰ=4|ਸ਼ਨਿੱਚਰਵਾਰ=5",
        "ਐਤ=6|ਸੋਮ=0|ਮੰਗਲ=1|ਬੁੱਧ=2|ਵੀਰ=3|ਸ਼ੁੱਕਰ=4|ਸ਼ਨਿੱਚਰ=5",
        "ਅੱਧੀ ਰਾਤ=0-12|ਦੁਪਹਿਰੇ=12-16|ਪੂ.ਦੁ.=0-12|ਬਾ.ਦੁ.=12-24|ਸ਼ਾਮੀਂ=16-21|ਸਵੇਰੇ=4-12|"
        "ਸ਼ਾਮ=16-21|a.m=0-12|p.m=12-24|ਸ਼.=12-24|am=0-12|pm=12-24|ਸ.=0-12",
        False,
        False,
        True,
    ),
    "pl": Row(
        "stycznia=1|lutego=2|marca=3|kwietnia=4|maja=5|czerwca=6|lipca=7|sierpnia=8|września=9|"
        "października=10|listopada=11|grudnia=12|styczeń=1|luty=2|marzec=3|kwiecień=4|maj=5|"
        "czerwiec=6|lipiec=7|sierpień=8|wrzesień=9|październik=10|listopad=11|grudzień=12",
        "sty=1|lut=2|mar=3|kwi=4|maj=5|cze=6|lip=7|sie=8|wrz=9|paź=10|lis=11|gru=12",
        "niedziela=6|poniedziałek=0|wtorek=1|środa=2|czwartek=3|piątek=4|sobota=5",
        "niedz=6|pon=0|wt=1|śr=2|czw=3|pt=4|sob=5",
        "przed południem=10-12|przedpołudnie=10-12|po południu=12-18|przed poł.=10-12|"
        "popołudnie=12-18|o północy=0-12|wieczorem=18-21|przedpoł.=10-12|o półn.=0-12|"
        "po poł.=12-18|wieczór=18-21|wiecz.=18-21|północ=0-12|popoł.=12-18|półn.=0-12|"
        "rano=6-10|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "pt": Row(
        "janeiro=1|fevereiro=2|março=3|abril=4|maio=5|junho=6|julho=7|agosto=8|setembro=9|"
        "outubro=10|novembro=11|dezembro=12",
        "jan=1|fev=2|mar=3|abr=4|mai=5|jun=6|jul=7|ago=8|set=9|out=10|nov=11|dez=12",
        "domingo=6|segunda-feira=0|terça-feira=1|quarta-feira=2|quinta-feira=3|sexta-feira=4|"
        "sábado=5",
        "dom=6|seg=0|ter=1|qua=2|qui=3|sex=4|sáb=5",
        "da madrugada=0-6|meia-noite=0-12|madrugada=0-6|da manhã=6-12|da tarde=12-19|"
        "da noite=19-24|manhã=6-12|tarde=12-19|noite=19-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "pt-pt": Row(
        "janeiro=1|fevereiro=2|março=3|abril=4|maio=5|junho=6|julho=7|agosto=8|setembro=9|"
        "outubro=10|novembro=11|dezembro=12",
        "jan=1|fev=2|mar=3|abr=4|mai=5|jun=6|jul=7|ago=8|set=9|out=10|nov=11|dez=12",
        "domingo=6|segunda-feira=0|terça-feira=1|quarta-feira=2|quinta-feira=3|sexta-feira=4|"
        "sábado=5",
        "domingo=6|segunda=0|terça=1|quarta=2|quinta=3|sexta=4|sábado=5",
        "da madrugada=0-6|meia-noite=0-12|madrugada=0-6|da manhã=6-12|da tarde=12-19|"
        "da noite=19-24|manhã=6-12|tarde=12-19|noite=19-24|a.m.=0-12|p.m.=12-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ro": Row(
        "ianuarie=1|februarie=2|martie=3|aprilie=4|mai=5|iunie=6|iulie=7|august=8|septembrie=9|"
        "octombrie=10|noiembrie=11|decembrie=12|septemvrie=9",
        "ian=1|feb=2|mar=3|apr=4|mai=5|iun=6|iul=7|aug=8|sept=9|oct=10|nov=11|dec=12",
        "duminică=6|luni=0|marți=1|miercuri=2|joi=3|vineri=4|sâmbătă=5",
        "dum=6|lun=0|mar=1|mie=2|joi=3|vin=4|sâm=5",
        "la miezul nopții=0-12|miezul nopții=0-12|după-amiaza=12-18|dimineața=5-12|seara=18-22|"
        "a.m.=0-12|p.m.=12-24|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ru": Row(
        "января=1|февраля=2|марта=3|апреля=4|мая=5|июня=6|июля=7|августа=8|сентября=9|"
        "октября=10|ноября=11|декабря=12|январь=1|февраль=2|март=3|апрель=4|май=5|июнь=6|"
        "июль=7|август=8|сентябрь=9|октябрь=10|ноябрь=11|декабрь=12",
        "янв=1|февр=2|мар=3|апр=4|мая=5|июн=6|июл=7|авг=8|сент=9|окт=10|нояб=11|дек=12|март=3|"
        "май=5|июнь=6|июль=7",
        "воскресенье=6|понедельник=0|вторник=1|среда=2|четверг=3|пятница=4|суббота=5",
        "вс=6|пн=0|вт=1|ср=2|чт=3|пт=4|сб=5",
        "полночь=0-12|вечера=18-22|полн.=0-12|вечер=18-22|утра=4-12|веч.=18-22|утро=4-12|"
        "день=12-18|a.m=0-12|p.m=12-24|дня=12-18|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "si": Row(
        "ජනවාරි=1|පෙබරවාරි=2|මාර්තු=3|අප්රේල්=4|මැයි=5|ජූනි=6|ජූලි=7|අගෝස්තු=8|සැප්තැම්බර්=9|"
        "ඔක්තෝබර්=10|නොවැම්බර්=11|දෙසැම්බර්=12",
        "ජන=1|පෙබ=2|මාර්තු=3|අප්රේල්=4|මැයි=5|ජූනි=6|ජූලි=7|අගෝ=8|සැප්=9|ඔක්=10|නොවැ=11|"
        "දෙසැ=12|මාර්=3",
        "ඉරිදා=6|සඳුදා=0|අඟහරුවාදා=1|බදාදා=2|බ්රහස්පතින්දා=3|සිකුරාදා=4|සෙනසුරාදා=5",
        "ඉරිදා=6|සඳුදා=0|අඟහ=1|බදාදා=2|බ්රහස්=3|සිකු=4|සෙන=5",
        "මැදියමට පසු=0-1|මැදියම=0-12|පාන්දර=1-6|පෙ.ව.=0-12|ප.ව.=12-24|දවල්=12-14|a.m=0-12|"
        "p.m=12-24|උදේ=6-12|හවස=14-18|am=0-12|pm=12-24|රෑ=18-24|පෙ=0-12|මැ=0-12|පා=1-6|ප=12-24|"
        "උ=6-12|ද=12-14|හ=14-18",
        True,
        False,
        False,
    ),
    "sk": Row(
        "januára=1|februára=2|marca=3|apríla=4|mája=5|júna=6|júla=7|augusta=8|septembra=9|"
        "októbra=10|novembra=11|decembra=12|január=1|február=2|marec=3|apríl=4|máj=5|jún=6|"
        "júl=7|august=8|september=9|október=10|november=11|december=12",
        "jan=1|feb=2|mar=3|apr=4|máj=5|jún=6|júl=7|aug=8|sep=9|okt=10|nov=11|dec=12",
        "nedeľa=6|pondelok=0|utorok=1|streda=2|štvrtok=3|piatok=4|sobota=5",
        "ne=6|po=0|ut=1|st=2|št=3|pi=4|so=5",
        "dopoludnia=9-12|dopoludnie=9-12|popoludnie=12-18|o polnoci=0-12|popoludní=12-18|"
        "o poln.=0-12|dopol.=9-12|popol.=12-18|polnoc=0-12|večer=18-22|poln.=0-12|ráno=4-9|"
        "dop.=9-12|pop.=12-18|več.=18-22|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "sl": Row(
        "januar=1|februar=2|marec=3|april=4|maj=5|junij=6|julij=7|avgust=8|september=9|"
        "oktober=10|november=11|december=12",
        "jan=1|feb=2|mar=3|apr=4|maj=5|jun=6|jul=7|avg=8|sep=9|okt=10|nov=11|dec=12",
        "nedelja=6|ponedeljek=0|torek=1|sreda=2|četrtek=3|petek=4|sobota=5",
        "ned=6|pon=0|tor=1|sre=2|čet=3|pet=4|sob=5",
        "opolnoči=0-12|dopoldan=10-12|popoldan=12-18|dopoldne=0-12|popoldne=12-24|zjutraj=6-10|"
        "opoln.=0-12|zvečer=18-22|polnoč=0-12|zjut.=6-10|zveč.=18-22|24.00=0-12|poln.=0-12|"
        "jutro=6-10|večer=18-22|dop.=0-12|pop.=12-24|jut.=6-10|a.m=0-12|p.m=12-24|am=0-12|"
        "pm=12-24|zj=6-10|zv=18-22",
        False,
        False,
        True,
    ),
    "sq": Row(
        "janar=1|shkurt=2|mars=3|prill=4|maj=5|qershor=6|korrik=7|gusht=8|shtator=9|tetor=10|"
        "nëntor=11|dhjetor=12",
        "jan=1|shk=2|mar=3|pri=4|maj=5|qer=6|korr=7|gush=8|sht=9|tet=10|nën=11|dhj=12",
        "e diel=6|e hënë=0|e martë=1|e mërkurë=2|e enjte=3|e premte=4|e shtunë=5",
        "die=6|hën=0|mar=1|mër=2|enj=3|pre=4|sht=5",
        "e mëngjesit=4-9|e paradites=9-12|e mesnatës=0-12|e pasdites=12-18|e mbrëmjes=18-24|"
        "paradite=9-12|e natës=0-4|mesnatë=0-12|mëngjes=4-9|pasdite=12-18|mbrëmje=18-24|"
        "p.d.=0-12|m.d.=12-24|natë=0-4|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "sr": Row(
        "јануар=1|фебруар=2|март=3|април=4|мај=5|јун=6|јул=7|август=8|септембар=9|октобар=10|"
        "новембар=11|децембар=12|јуни=6|јули=7|juni=6|juli=7",
        "јан=1|феб=2|мар=3|апр=4|мај=5|јун=6|јул=7|авг=8|сеп=9|окт=10|нов=11|дец=12",
        "недеља=6|понедељак=0|уторак=1|среда=2|четвртак=3|петак=4|субота=5",
        "нед=6|пон=0|уто=1|сре=2|чет=3|пет=4|суб=5",
        "по подне=12-18|поподне=12-18|ујутру=6-12|поноћ=0-12|увече=18-21|јутро=6-12|вече=18-21|"
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "sv": Row(
        "januari=1|februari=2|mars=3|april=4|maj=5|juni=6|juli=7|augusti=8|september=9|"
        "oktober=10|november=11|december=12",
        "jan=1|feb=2|mars=3|apr=4|maj=5|juni=6|juli=7|aug=8|sep=9|okt=10|nov=11|dec=12",
        "söndag=6|måndag=0|tisdag=1|onsdag=2|torsdag=3|fredag=4|lördag=5",
        "sön=6|mån=0|tis=1|ons=2|tors=3|fre=4|lör=5",
        "på eftermiddagen=12-18|på förmiddagen=10-12|på morgonen=5-10|eftermiddag=12-24|"
        "på efterm.=12-18|på kvällen=18-24|på natten=0-5|förmiddag=0-12|på morg.=5-10|"
        "på förm.=10-12|midnatt=0-12|efterm.=12-18|morgon=5-10|midn.=0-12|förm.=10-12|"
        "kväll=18-24|morg.=5-10|natt=0-5|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|fm=0-12|em=12-24",
        False,
        False,
        False,
    ),
    "sw": Row(
        "januari=1|februari=2|machi=3|aprili=4|mei=5|juni=6|julai=7|agosti=8|septemba=9|"
        "oktoba=10|novemba=11|desemba=12",
        "jan=1|feb=2|mac=3|apr=4|mei=5|jun=6|jul=7|ago=8|sep=9|okt=10|nov=11|des=12",
        "jumapili=6|jumatatu=0|jumanne=1|jumatano=2|alhamisi=3|ijumaa=4|jumamosi=5",
        "jumapili=6|jumatatu=0|jumanne=1|jumatano=2|alhamisi=3|ijumaa=4|jumamosi=5",
        "saa sita za usiku=0-12|alfajiri=4-7|asubuhi=7-12|alasiri=12-16|mchana=12-16|"
        "jioni=16-19|usiku=0-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "ta": Row(
        "ஜனவரி=1|பிப்ரவரி=2|மார்ச்=3|ஏப்ரல்=4|மே=5|ஜூன்=6|ஜூலை=7|ஆகஸ்ட்=8|செப்டம்பர்=9|"
        "அக்டோபர்=10|நவம்பர்=11|டிசம்பர்=12",
        "ஜன=1|பிப்=2|மார்=3|ஏப்=4|மே=5|ஜூன்=6|ஜூலை=7|ஆக=8|செப்=9|அக்=10|நவ=11|டிச=12",
        "ஞாயிறு=6|திங்கள்=0|செவ்வாய்=1|புதன்=2|வியாழன்=3|வெள்ளி=4|சனி=5",
        "ஞாயி=6|திங்=0|செவ்=1|புத=2|வியா=3|வெள்=4|சனி=5",
        "அந்தி மாலை=18-21|அந்தி மா.=18-21|நள்ளிரவு=0-12|பிற்பகல்=14-16|அதிகாலை=3-5|"
        "மதியம்=12-14|பிற்.=14-16|காலை=5-12|மாலை=16-18|நள்.=0-12|அதி.=3-5|மதி.=12-14|a.m=0-12|"
        "p.m=12-24|கா.=5-12|மா.=16-18|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "te": Row(
        "జనవరి=1|ఫిబ్రవరి=2|మార్చి=3|ఏప్రిల్=4|మే=5|జూన్=6|జులై=7|ఆగస్టు=8|సెప్టెంబర్=9|"
        "అక్టోబర్=10|నవంబర్=11|డిసెంబర్=12",
        "జన=1|ఫిబ్ర=2|మార్చి=3|ఏప్రి=4|మే=5|జూన్=6|జులై=7|ఆగ=8|సెప్టెం=9|అక్టో=10|నవం=11|"
        "డిసెం=12",
        "ఆదివారం=6|సోమవారం=0|మంగళవారం=1|బుధవారం=2|గురువారం=3|శుక్రవారం=4|శనివారం=5",
        "ఆది=6|సోమ=0|మంగళ=1|బుధ=2|గురు=3|శుక్ర=4|శని=5",
        "అర్ధరాత్రి=0-12|మధ్యాహ్నం=12-18|సాయంత్రం=18-21|ఉదయం=6-12|a.m=0-12|p.m=12-24|am=0-12|"
        "pm=12-24|సా=12-24|ఉ=0-12",
        False,
        False,
        True,
    ),
    "th": Row(
        "มกราคม=1|กุมภาพันธ์=2|มีนาคม=3|เมษายน=4|พฤษภาคม=5|มิถุนายน=6|กรกฎาคม=7|สิงหาคม=8|"
        "กันยายน=9|ตุลาคม=10|พฤศจิกายน=11|ธันวาคม=12",
        "ม.ค=1|ก.พ=2|มี.ค=3|เม.ย=4|พ.ค=5|มิ.ย=6|ก.ค=7|ส.ค=8|ก.ย=9|ต.ค=10|พ.ย=11|ธ.ค=12",
        "วันอาทิตย์=6|วันจันทร์=0|วันอังคาร=1|วันพุธ=2|วันพฤหัสบดี=3|วันศุกร์=4|วันเสาร์=5",
        "อา=6|จ=0|อ=1|พ=2|พฤ=3|ศ=4|ส=5",
        "ก่อนเที่ยง=0-12|หลังเที่ยง=12-24|ช่วงเที่ยง=12-13|เที่ยงคืน=0-12|ในตอนเช้า=6-12|"
        "ในตอนบ่าย=12-13|ในตอนเย็น=16-18|ตอนเช้า=6-12|ตอนบ่าย=12-13|ตอนเย็น=16-18|เที่ยง=12-13|"
        "บ่าย=13-16|ค่ํา=18-21|เช้า=6-12|เย็น=16-18|a.m=0-12|p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "tr": Row(
        "ocak=1|şubat=2|mart=3|nisan=4|mayıs=5|haziran=6|temmuz=7|ağustos=8|eylül=9|ekim=10|"
        "kasım=11|aralık=12",
        "oca=1|şub=2|mar=3|nis=4|may=5|haz=6|tem=7|ağu=8|eyl=9|eki=10|kas=11|ara=12",
        "pazar=6|pazartesi=0|salı=1|çarşamba=2|perşembe=3|cuma=4|cumartesi=5",
        "paz=6|pzt=0|sal=1|çar=2|per=3|cum=4|cmt=5",
        "öğleden sonra=12-18|öğleden önce=11-12|gece yarısı=0-12|akşamüstü=18-19|sabah=6-11|"
        "akşam=19-21|gece=0-12|a.m=0-12|p.m=12-24|am=0-12|pm=12-24|öö=0-12|ös=12-24",
        False,
        False,
        True,
    ),
    "uk": Row(
        "січня=1|лютого=2|березня=3|квітня=4|травня=5|червня=6|липня=7|серпня=8|вересня=9|"
        "жовтня=10|листопада=11|грудня=12|січень=1|лютий=2|березень=3|квітень=4|травень=5|"
        "червень=6|липень=7|серпень=8|вересень=9|жовтень=10|листопад=11|грудень=12",
        "січ=1|лют=2|бер=3|квіт=4|трав=5|черв=6|лип=7|серп=8|вер=9|жовт=10|лист=11|груд=12",
        "неділя=6|понеділок=0|вівторок=1|середа=2|четвер=3|пʼятниця=4|субота=5",
        "нд=6|пн=0|вт=1|ср=2|чт=3|пт=4|сб=5",
        "вечора=18-24|північ=0-12|ранку=4-12|ранок=4-12|вечір=18-24|ночі=0-12|день=12-18|"
        "a.m=0-12|p.m=12-24|дня=12-18|ніч=0-4|am=0-12|pm=12-24|дп=0-12|пп=12-24",
        False,
        False,
        True,
    ),
    "ur": Row(
        "جنوری=1|فروری=2|مارچ=3|اپریل=4|مئی=5|جون=6|جولائی=7|اگست=8|ستمبر=9|اکتوبر=10|نومبر=11|"
        "دسمبر=12",
        "جنوری=1|فروری=2|مارچ=3|اپریل=4|مئی=5|جون=6|جولائی=7|اگست=8|ستمبر=9|اکتوبر=10|نومبر=11|"
        "دسمبر=12",
        "اتوار=6|پیر=0|منگل=1|بدھ=2|جمعرات=3|جمعہ=4|ہفتہ=5",
        "اتوار=6|پیر=0|منگل=1|بدھ=2|جمعرات=3|جمعہ=4|ہفتہ=5",
        "دوپہر میں=12-16|آدھی رات=0-12|صبح میں=4-12|شام میں=18-20|سہ پہر=16-18|دوپہر=12-16|"
        "a.m=0-12|p.m=12-24|صبح=4-12|شام=18-20|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "uz": Row(
        "yanvar=1|fevral=2|mart=3|aprel=4|may=5|iyun=6|iyul=7|avgust=8|sentabr=9|oktabr=10|"
        "noyabr=11|dekabr=12",
        "yan=1|fev=2|mar=3|apr=4|may=5|iyn=6|iyl=7|avg=8|sen=9|okt=10|noy=11|dek=12",
        "yakshanba=6|dushanba=0|seshanba=1|chorshanba=2|payshanba=3|juma=4|shanba=5",
        "yak=6|dush=0|sesh=1|chor=2|pay=3|jum=4|shan=5",
        "yarim tun=0-12|kechqurun=18-22|ertalab=6-11|kunduzi=11-18|a.m=0-12|p.m=12-24|am=0-12|"
        "pm=12-24|to=0-12|tk=12-24",
        False,
        False,
        True,
    ),
    "vi": Row(
        "tháng 1=1|tháng 2=2|tháng 3=3|tháng 4=4|tháng 5=5|tháng 6=6|tháng 7=7|tháng 8=8|"
        "tháng 9=9|tháng 10=10|tháng 11=11|tháng 12=12",
        "thg 1=1|thg 2=2|thg 3=3|thg 4=4|thg 5=5|thg 6=6|thg 7=7|thg 8=8|thg 9=9|thg 10=10|"
        "thg 11=11|thg 12=12|tháng 1=1|tháng 2=2|tháng 3=3|tháng 4=4|tháng 5=5|tháng 6=6|"
        "tháng 7=7|tháng 8=8|tháng 9=9|tháng 10=10|tháng 11=11|tháng 12=12",
        "chủ nhật=6|thứ hai=0|thứ ba=1|thứ tư=2|thứ năm=3|thứ sáu=4|thứ bảy=5|th 2=0|th 3=1|"
        "th 4=2|th 5=3|th 6=4|th 7=5|thứ 2=0|thứ 3=1|thứ 4=2|thứ 5=3|thứ 6=4|thứ 7=5",
        "cn=6|th 2=0|th 3=1|th 4=2|th 5=3|th 6=4|th 7=5",
        "nửa đêm=0-12|chiều=12-18|sáng=4-12|a.m=0-12|p.m=12-24|tối=18-21|am=0-12|pm=12-24|"
        "sa=0-12|ch=12-24",
        False,
        False,
        True,
    ),
    "zh": Row(
        "一月=1|二月=2|三月=3|四月=4|五月=5|六月=6|七月=7|八月=8|九月=9|十月=10|十一月=11|"
        "十二月=12",
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "星期日=6|星期一=0|星期二=1|星期三=2|星期四=3|星期五=4|星期六=5",
        "周日=6|周一=0|周二=1|周三=2|周四=3|周五=4|周六=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24|上午=0-12|下午=12-24|午夜=0-12|早上=5-8|"
        "中午=12-13|晚上=19-24|凌晨=0-5|清晨=5-8",
        False,
        False,
        False,
    ),
    "zh-tw": Row(
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "星期日=6|星期一=0|星期二=1|星期三=2|星期四=3|星期五=4|星期六=5",
        "週日=6|週一=0|週二=1|週三=2|週四=3|週五=4|週六=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24|上午=0-12|下午=12-24|午夜=0-12|清晨=5-8|"
        "中午=12-13|晚上=19-24|凌晨=0-5",
        False,
        False,
        False,
    ),
    "zh-hk": Row(
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "1月=1|2月=2|3月=3|4月=4|5月=5|6月=6|7月=7|8月=8|9月=9|10月=10|11月=11|12月=12",
        "星期日=6|星期一=0|星期二=1|星期三=2|星期四=3|星期五=4|星期六=5",
        "週日=6|週一=0|週二=1|週三=2|週四=3|週五=4|週六=5",
        "a.m=0-12|p.m=12-24|am=0-12|pm=12-24|上午=0-12|下午=12-24|午夜=0-12|早上=5-8|"
        "中午=12-13|晚上=19-24|凌晨=0-5",
        False,
        False,
        True,
    ),
    "zu": Row(
        "januwari=1|februwari=2|mashi=3|ephreli=4|meyi=5|juni=6|julayi=7|agasti=8|septhemba=9|"
        "okthoba=10|novemba=11|disemba=12",
        "jan=1|feb=2|mas=3|eph=4|mey=5|jun=6|jul=7|aga=8|sep=9|okt=10|nov=11|dis=12",
        "isonto=6|umsombuluko=0|ulwesibili=1|ulwesithathu=2|ulwesine=3|ulwesihlanu=4|"
        "umgqibelo=5",
        "son=6|mso=0|bil=1|tha=2|sin=3|hla=4|mgq=5",
        "entathakusa=0-6|ntambama=13-19|ekuseni=6-10|ebusuku=19-24|emini=10-13|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
    "en-gb": Row(
        "january=1|february=2|march=3|april=4|may=5|june=6|july=7|august=8|september=9|"
        "october=10|november=11|december=12",
        "jan=1|feb=2|mar=3|apr=4|may=5|jun=6|jul=7|aug=8|sept=9|oct=10|nov=11|dec=12",
        "sunday=6|monday=0|tuesday=1|wednesday=2|thursday=3|friday=4|saturday=5",
        "sun=6|mon=0|tue=1|wed=2|thu=3|fri=4|sat=5",
        "in the afternoon=12-18|in the morning=0-12|in the evening=18-21|afternoon=12-18|"
        "midnight=0-12|at night=21-24|morning=0-12|evening=18-21|night=21-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24|mi=0-12",
        False,
        False,
        True,
    ),
    "es-419": Row(
        "enero=1|febrero=2|marzo=3|abril=4|mayo=5|junio=6|julio=7|agosto=8|septiembre=9|"
        "octubre=10|noviembre=11|diciembre=12",
        "ene=1|feb=2|mar=3|abr=4|may=5|jun=6|jul=7|ago=8|sept=9|oct=10|nov=11|dic=12",
        "domingo=6|lunes=0|martes=1|miércoles=2|jueves=3|viernes=4|sábado=5",
        "dom=6|lun=0|mar=1|mié=2|jue=3|vie=4|sáb=5",
        "de la madrugada=0-6|de la mañana=6-12|de la tarde=12-20|de la noche=20-24|"
        "madrugada=0-6|mañana=6-12|tarde=12-20|noche=20-24|a.m.=0-12|p.m.=12-24|a.m=0-12|"
        "p.m=12-24|am=0-12|pm=12-24",
        False,
        False,
        True,
    ),
    "fr-ca": Row(
        "janvier=1|février=2|mars=3|avril=4|mai=5|juin=6|juillet=7|août=8|septembre=9|"
        "octobre=10|novembre=11|décembre=12",
        "janv=1|févr=2|mars=3|avr=4|mai=5|juin=6|juill=7|août=8|sept=9|oct=10|nov=11|déc=12",
        "dimanche=6|lundi=0|mardi=1|mercredi=2|jeudi=3|vendredi=4|samedi=5",
        "dim=6|lun=0|mar=1|mer=2|jeu=3|ven=4|sam=5",
        "de l’après-midi=12-18|après-midi=12-18|du matin=4-12|du mat.=4-12|du soir=18-24|"
        "minuit=0-12|matin=4-12|a.m.=0-12|p.m.=12-24|mat.=4-12|soir=18-24|a.m=0-12|p.m=12-24|"
        "am=0-12|pm=12-24",
        False,
        False,
        False,
    ),
}
"""By the codes of languages and regions in lower case."""
ROWS["en-us"] = ROWS["en"]
ROWS["pt-br"] = ROWS["pt"]
ROWS["zh-cn"] = ROWS["zh"]
