"""Thirty web pages as news sites make them: ten layouts of large Arabic outlets, written for these tests from what
their markup is like, each around three of the sample articles. Every page comes with what a reader takes from it."""

import html
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
e = html.escape

OTHERS = ["مجلس الوزراء يناقش موازنة العام المقبل في جلسة استثنائية تمتد حتى المساء", "خبراء يحذرون من موجة حر جديدة تضرب حوض المتوسط الأسبوع المقبل", "المنتخب يختتم معسكره التدريبي استعدادا للتصفيات", "أسعار الذهب تواصل الصعود في الأسواق العالمية بعد بيانات التضخم", "افتتاح معرض الكتاب بمشاركة مئتي دار نشر من ثلاثين دولة"]
COMMENTS = [
    "هذا الخبر مهم جدا وأتمنى من المسؤولين أن يتحركوا سريعا قبل فوات الأوان، فقد سمعنا وعودا كثيرة في السنوات الماضية ولم نر منها شيئا على أرض الواقع حتى اليوم، والله المستعان على كل حال.",
    "شكرا لكم على التغطية المتميزة، لكن كان الأجدر أن تسألوا الناس الذين يعيشون هناك عن رأيهم، فنحن أبناء المنطقة نعرف أكثر من غيرنا ما الذي حدث فعلا ومن المسؤول عن هذا الإهمال الذي طال أمده.",
    "أنا لا أتفق مع ما جاء في المقال، فالأرقام التي ذكرت مبالغ فيها كثيرا، ومن يعرف المكان يعرف أن الحقيقة غير ذلك تماما، وأرجو نشر تعليقي كاملا كما هو بلا حذف ولا تعديل مع الشكر الجزيل لكم.",
]
NAV = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(["الرئيسية", "أخبار", "سياسة", "اقتصاد", "رياضة", "ثقافة وفن", "صحة", "تكنولوجيا", "منوعات", "فيديو", "آراء"]))
LINKS = "".join(f'<li><a href="/n/{i}"><span>{title}</span></a></li>' for i, title in enumerate(OTHERS))
SCRIPT = '<script>window.dataLayer=window.dataLayer||[];var a="<div>ليس نصا</div>";if(1<2){a+="</p>"}</script>'


def articles():
    for path in sorted((ROOT / "pipelines/articles").glob("*.txt")):
        title, *body = [part.strip() for part in path.read_text(encoding="utf-8").strip().split("\n\n")]
        yield title, [part for block in body for part in block.split("\n") if part.strip()]


def head(outlet, title, *more, lang="ar"):
    return f'<!DOCTYPE html><html lang="{lang}" dir="rtl"><head><meta charset="utf-8"><title>{e(title)} | {outlet}</title><link rel="stylesheet" href="/main.css">{"".join(more)}{SCRIPT}</head>'


def graph(outlet, title, date, author, **more):
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": date, "author": [{"@type": "Person", "name": author}], "publisher": {"@type": "Organization", "name": outlet}, **more}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def meta(**names):
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{e(value)}">' for name, value in names.items())


def paragraphs(body, **attributes):
    given = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return [f"<p{given}>{e(part)}</p>" for part in body]


def within(parts, place, piece):
    return "\n".join(parts[:place] + [piece] + parts[place:])


def next_app(title, body, facts):
    """React pages with generated class names: a list of links in the middle, the source below, a newsletter."""
    related = f'<div class="more-on"><h2 class="more-on__heading">اقرأ أيضا</h2><span class="screen-reader-text">list of 4 items</span><ul>{LINKS}</ul></div>'
    return head(facts["outlet"], title, graph(facts["outlet"], title, facts["date"], facts["author"], mainEntityOfPage="https://news.example/a/1"), meta(og__title=title, og__site_name=facts["outlet"])) + f'''
<body class="post-type-post has-sidebar"><div id="root"><div class="bypass-block-links-container"><a href="#main">تخط إلى المحتوى</a></div>
<header class="site-header"><nav aria-label="القائمة"><ul>{NAV}</ul></nav></header>
<div class="container"><main id="main-content-area"><div class="breadcrumbs"><ul><li><a href="/">أخبار</a></li><li><a href="/x">سياسة</a></li></ul></div>
<header class="article-header"><h1>{e(title)}</h1><figure><img src="/1.jpg" alt="صورة"><figcaption>صورة التقطت اليوم وتظهر المكان الذي جرت فيه الأحداث كما بدا صباحا (وكالات)</figcaption></figure></header>
<div class="article-info-block"><div class="article-dates"><span class="screen-reader-text">نشر في</span><span aria-hidden="true">{facts["date"][:10]}</span></div></div>
<div class="wysiwyg wysiwyg--all-content css-ibbk12" aria-live="polite">{within(paragraphs(body), 2, related)}
<div class="article-source"><span>المصدر: </span><span>وكالات</span></div></div>
<div class="social-share"><span>شارك القصة</span><button>نسخ الرابط</button></div><aside data-testid="related"><h2>ذات صلة</h2><ul>{LINKS}</ul></aside></main></div>
<div class="newsletter-signup"><p>اشترك في نشرتنا البريدية ليصلك أهم ما ينشر على الموقع كل صباح مباشرة إلى بريدك الإلكتروني بلا مقابل.</p></div>
<footer class="site-footer"><p>جميع الحقوق محفوظة للشبكة، ولا يجوز نقل ما ينشر فيها بأي شكل من الأشكال دون إذن خطي مسبق من إدارتها.</p></footer></div></body></html>'''


def paragraph_boxes(title, body, facts):
    """Every paragraph in a box of its own, beside boxes of other kinds."""
    boxes = [f'<div dir="rtl" class="bbc-19j92fr ebmt73l0"><p dir="rtl" class="bbc-1y32vyc e17g058b0">{e(part)}</p></div>' for part in body]
    section = f'<section role="region" aria-labelledby="recommendations-heading" class="bbc-1x4b7fd"><p class="bbc-1ajedpn"><a href="#end">تخطى قصص مقترحة وواصل القراءة</a></p><strong id="recommendations-heading">قصص مقترحة</strong><ul>{LINKS}</ul><p id="end" tabindex="-1">قصص مقترحة نهاية</p></section>'
    data = {"@context": "http://schema.org", "@graph": [{"@type": "ReportageNewsArticle", "url": "https://news.example/arabic/a-1", "headline": title, "datePublished": facts["date"], "publisher": {"@type": "NewsMediaOrganization", "name": facts["outlet"]}, "author": {"@type": "Person", "name": facts["author"]}}]}
    return head(facts["outlet"], title, f'<script type="application/ld+json">{json.dumps(data)}</script>', '<link rel="canonical" href="https://news.example/arabic/a-1">') + f'''
<body><div id="__next"><div id="cookie-prompt" class="cookie-banner"><p>نستخدم ملفات الارتباط لنمنحك أفضل تجربة على موقعنا. نرجو أن تطلعنا على موافقتك على كل هذه الملفات أو على بعضها.</p><button>نعم، أوافق</button></div>
<header role="banner"><nav role="navigation"><ul>{NAV}</ul></nav></header>
<div class="bbc-1u6i6ck"><main role="main"><div class="bbc-fa0wmp"><h1 id="content" class="bbc-14gqcmb">{e(title)}</h1></div>
<figure class="bbc-1qdcvv9"><div><img src="1.jpg"></div><figcaption class="bbc-um54kq"><p>التعليق على الصورة، المكان كما بدا أمس بعد ساعات من وقوع ما وقع وفق شهود عيان</p></figcaption></figure>
<section role="region" class="bbc-1ll7sp7"><ul><li><span>Author, </span><span>{facts["author"]}</span></li><li><span>Role, </span><span>مراسل</span></li></ul></section>
<time class="bbc-14xtggo" datetime="{facts["date"][:10]}">{facts["date"][:10]}</time>
{within(boxes, 3, section)}</main><section aria-labelledby="features"><h2 id="features">اخترنا لكم</h2><ul>{LINKS}</ul></section></div>
<footer role="contentinfo"><ul>{NAV}</ul><p>لا تتحمل الشبكة مسؤولية ما يرد في المواقع الخارجية من معلومات وآراء وصور وروابط.</p></footer></div></body></html>'''


def body_text(title, body, facts):
    """Television's pages: an id of old, ads among the paragraphs, a video above them."""
    ad = '<div class="teads-adCall"></div><div class="ad-container" id="div-gpt-ad-1"><span>إعلان</span></div>'
    video = '<div class="video-player" data-video="1"><p>شاهد الفيديو كاملا مع مراسلنا الذي تابع ما جرى منذ الساعات الأولى لليوم في موقع الحدث</p></div>'
    return head(facts["outlet"], title, meta(og__title=f'{title}', og__site_name=facts["outlet"], article__published_time=facts["date"]), f'<meta name="author" content="{facts["author"]}">', lang="en") + f'''
<body class="article-page"><div class="header_wrapper"><div class="main-menu"><ul>{NAV}</ul></div><div class="ticker breaking-news"><a href="/1">{OTHERS[0]}</a><a href="/2">{OTHERS[1]}</a></div></div>
<div class="page-wrapper"><div class="row"><div class="col-md-8"><article><h1 class="headingInfo_title">{e(title)}</h1>{video}
<div class="article-meta"><span>آخر تحديث</span> <time datetime="{facts["date"]}">اليوم</time></div>
<div id="body-text" class="article-body body-1 paragraph">{within(paragraphs(body), 1, ad)}
<p><strong><a href="/x">{OTHERS[2]}</a></strong></p></div>
<div class="tags"><a href="/t1">أخبار عاجلة</a><a href="/t2">الشرق الأوسط</a></div></article></div>
<div class="col-md-4 sidebar"><div class="most-read"><h3>الأكثر قراءة</h3><ol>{LINKS}</ol></div></div></div></div>
<div id="footer"><p>الشبكة الإخبارية الأولى في المنطقة، تأسست قبل ثلاثين عاما وتبث على مدار الساعة من مقرها الرئيسي ومكاتبها في العالم.</p></div></body></html>'''


def line_breaks(title, body, facts):
    """A newspaper's old system: no paragraphs but line breaks, inline styles, tables around it all."""
    text = "<br />\n<br />\n".join(e(part) for part in body)
    return f'''<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{e(title)} - {facts["outlet"]}</title><meta name="date" content="{facts["date"]}"></head>
<body bgcolor="#ffffff"><table width="100%"><tr><td colspan="3"><font size="2">{" | ".join(f'<a href="{i}.asp">{name}</a>' for i, name in enumerate(["الأولى", "محليات", "عربي ودولي", "رياضة", "وفيات"]))}</font></td></tr>
<tr><td width="150" valign="top"><font size="2"><b>مواضيع أخرى</b><br>{"<br>".join(f'<a href="{i}.asp">{t}</a>' for i, t in enumerate(OTHERS))}</font></td>
<td valign="top"><h1>{e(title)}</h1><div class="author">{facts["author"]}</div><div id="NewsStory" style="text-align:justify">{text}</div>
<div class="share">أرسل إلى صديق | <a href="print.asp">نسخة للطباعة</a></div></td></tr></table>
<p align="center"><font size="1">جميع الحقوق محفوظة للصحيفة 2003 - 2024 ولا يجوز إعادة النشر إلا بإذن مكتوب من الناشر صاحب الحقوق</font></p></body></html>'''


def microdata(title, body, facts):
    """schema.org in attributes, a box of related news and one of ads within the body, unclosed paragraphs."""
    parts = [f"<p>{e(part)}" for part in body]
    box = f'<div class="articleRelated"><h4>موضوعات متعلقة</h4><ul>{LINKS}</ul></div>'
    return f'''<!doctype html><html lang="ar" xml:lang="ar"><head><meta charset="utf-8"><meta property="og:site_name" content="{facts["outlet"]}"><title>{e(title)} - {facts["outlet"]}</title></head>
<body><div id="header"><div class="topNav"><ul>{NAV}</ul></div></div><div class="container" itemscope itemtype="http://schema.org/NewsArticle">
<div class="articleHeader"><h1 itemprop="headline">{e(title)}</h1><meta itemprop="datePublished" content="{facts["date"]}"><span class="writeBy">كتب: <span itemprop="author">{facts["author"]}</span></span><span class="newsStoryDate">الأحد، 7 أبريل</span></div>
<div class="img-cont"><img src="1.jpg"><p class="img-caption">صورة أرشيفية من المكان نفسه قبل عام كامل</p></div>
<div id="articleBody" itemprop="articleBody">{within(parts, 2, box)}<div class="ads_holder"><p>حمل تطبيقنا الآن لتصلك الأخبار أولا بأول أينما كنت، متاح لجميع الأجهزة المحمولة مجانا.</p></div></div>
<div class="tags" id="tagsDiv"><h3>الأكثر بحثا</h3><a href="#">أخبار اليوم</a> <a href="#">حوادث</a></div>
<div class="comments-section"><h3>التعليقات</h3><div class="comment"><p>{COMMENTS[0]}</p></div></div></div></body></html>'''


def cms_fields(title, body, facts):
    """A field of a content management system among many others, a lead above it."""
    return head(facts["outlet"], title, meta(og__title=title, og__site_name=facts["outlet"], og__url="https://news.example/node/1"), f'<meta name="dcterms.created" content="{facts["date"]}">') + f'''
<body class="path-node page-node-type-article sidebar-second layout-one-sidebar"><div class="dialog-off-canvas-main-canvas"><header role="banner"><div class="region region-header"><ul class="menu">{NAV}</ul></div></header>
<div class="node__content clearfix"><div class="field field--name-field-kicker field--type-string">سياسة</div><h1 class="title"><span>{e(title)}</span></h1>
<div class="article-intro"><p>{e(body[0])}</p></div><div class="field field--name-field-authors"><a href="/a" rel="author">{facts["author"]}</a></div>
<div class="field field--name-field-image-caption"><div>جانب من الحدث كما التقطته عدسة المصور صباح اليوم (الصحيفة)</div></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{within(paragraphs(body[1:], dir="RTL"), 1, '<div class="embedded-entity"><article class="media"><img src="1.jpg"></article></div>')}
<blockquote class="twitter-tweet" hidden><p>تغريدة</p></blockquote></div>
<div class="field field--name-field-tags">المواضيع <a href="/1">السودان</a> <a href="/2">اقتصاد</a></div></div>
<div class="region region-sidebar-second"><div class="block views"><h2>الأكثر قراءة</h2><ul>{LINKS}</ul></div></div><footer><p>{OTHERS[0]}</p></footer></div></body></html>'''


def blog_with_comments(title, body, facts):
    """A weblog system's page: comments longer than the article, share buttons, a box of the writer."""
    comments = "".join(f'<li class="comment even depth-1"><div class="comment-body"><div class="comment-meta">زائر {i}</div><p>{text}</p></div></li>' for i, text in enumerate(COMMENTS * 5))
    return head(facts["outlet"], title, meta(og__site_name=facts["outlet"], article__published_time=facts["date"]), f'<meta name="author" content="{facts["author"]}">') + f'''
<body class="rtl post-template-default single single-post postid-1 no-sidebar comments-open"><nav class="navbar"><ul>{NAV}</ul></nav>
<div class="container"><article class="post type-post"><div class="post-header"><h1 class="post-title">{e(title)}</h1></div><div class="share-buttons"><a href="#">فيسبوك</a><a href="#">واتساب</a></div>
<div class="article-content">{within(paragraphs(body), 1, f'<p>اقرأ أيضا: <a href="/5">{OTHERS[1]}</a></p>')}</div>
<div class="author-box"><p>صحافي من فريق التحرير يكتب في الشؤون العامة منذ عشر سنوات وله كتابان في تاريخ المدينة القديمة.</p></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">15 تعليقا</h2><p>التعليقات المنشورة لا تعبر بأي حال عن رأي الجريدة وإنما تعبر عن رأي أصحابها</p><ol class="comment-list">{comments}</ol>
<div id="respond"><form><label>اترك تعليقا</label><textarea></textarea></form></div></div></div></body></html>'''


def text_blocks(title, body, facts):
    """An agency's page: the text in numbered blocks with photographs and quotes between them."""
    blocks = [f'<div class="article__block" data-type="text"><div class="article__text"> {e(part)}</div></div>' for part in body]
    photo = '<div class="article__block" data-type="photo"><div class="media"><img src="1.jpg"><div class="media__copyright">© وكالة / مصور</div></div></div>'
    box = f'<div class="article__block" data-type="article"><div class="article__article"><a href="/1"><div class="article__article-title">{OTHERS[3]}</div><div class="article__article-date">أمس, 10:15 GMT</div></a></div></div>'
    return head(facts["outlet"], title, graph(facts["outlet"], title, facts["date"], facts["author"], articleBody=" ".join(body), url="https://news.example/20240407/1.html")) + f'''
<body class="m-ria"><div class="page__bg"><div class="header__menu"><ul>{NAV}</ul></div><div class="layout-article"><div class="article"><div class="article__header"><h1 class="article__title">{e(title)}</h1><div class="article__info-date"><a href="/d">10:00 07.04.2024</a></div></div>
<div class="article__body">{blocks[0]}{photo}{within(blocks[1:], 2, box)}</div><div class="article__tags">{NAV}</div></div></div></div></body></html>'''


def inline_links(title, body, facts):
    """A channel's site: links within sentences, a strong first line, "read more" between paragraphs."""
    parts = [f'<p>{e(part).replace(" في ", " <a href=/t>في</a> ", 2)}</p>' for part in body]
    parts[0] = parts[0].replace("<p>", "<p><strong>").replace("</p>", "</strong></p>")
    more = f'<div class="read-more"><div class="read-more__title">إقرأ المزيد</div><a href="/1"><img src="1.jpg">{OTHERS[4]}</a></div>'
    return head(facts["outlet"], title, meta(og__title=title, og__site_name=facts["outlet"]), graph(facts["outlet"], title, facts["date"], facts["author"])) + f'''
<body><div class="layout"><div class="header"><ul class="nav">{NAV}</ul></div><div class="columns"><div class="article article_article-page"><h1 class="article__heading">{e(title)}</h1><div class="article__date">تاريخ النشر: 07.04.2024 | 10:00 GMT</div>
<div class="article__cover"><img src="1.jpg"><span class="article__credit">Sputnik</span></div><div class="article__text text text_article-page">{within(parts, 2, more)}<p>المصدر: وكالات</p></div>
<div class="article__share">تابعوا القناة على <a href="#">تلغرام</a></div></div><div class="columns__rail"><h3>الأكثر قراءة</h3><ul>{LINKS}</ul></div></div></div></body></html>'''


def no_names(title, body, facts):
    """A page whose markup says nothing: utility classes alone, text in divs, a teaser of other articles below."""
    parts = [f'<div class="mb-4 text-lg leading-8">{e(part)}</div>' for part in body]
    teasers = "".join(f'<div class="p-2"><a href="/{i}" class="font-bold">{t}</a><div class="text-sm"><a href="/{i}">{t} في تقرير مفصل من مراسلينا</a></div></div>' for i, t in enumerate(OTHERS))
    return f'''<!DOCTYPE html><html lang="ar-EG"><head><meta charset="utf-8"><title>{e(title)} – {facts["outlet"]}</title><meta property="og:site_name" content="{facts["outlet"]}"><meta name="author" content="{facts["author"]}"></head>
<body><div class="flex"><div class="w-full bg-black">{" ".join(f'<a href="/{i}">{t}</a>' for i, t in enumerate(["الرئيسية", "مصر", "العرب", "العالم"]))}</div>
<div class="max-w-4xl mx-auto"><h1 class="text-3xl">{e(title)}</h1><div class="text-gray-500"><time datetime="{facts["date"]}">قبل ساعتين</time></div><div class="grid">{"".join(parts)}</div></div>
<div class="mt-10 grid grid-cols-3">{teasers}</div><div class="text-xs p-4">سياسة الخصوصية · شروط الاستخدام · اتصل بنا</div></div></body></html>'''


LAYOUTS = [next_app, paragraph_boxes, body_text, line_breaks, microdata, cms_fields, blog_with_comments, text_blocks, inline_links, no_names]


def pages():
    """Yields name, bytes, body, and what is known of the article."""
    given = list(articles())
    for number, layout in enumerate(LAYOUTS):
        for turn in range(3):
            title, body = given[(number + turn * 2) % len(given)]
            facts = {"outlet": f"صحيفة {['المدينة', 'الساحل', 'النهر'][turn]}", "author": ["هدى سالم", "كريم ناصر", "منى العلي"][turn], "date": f"2024-04-0{turn + 7}T10:00:00+03:00"}
            if layout is line_breaks:
                # An old system knows no letters beyond its own.
                body = [part.encode("windows-1256", "ignore").decode("windows-1256") for part in body]
            page = layout(title, body, facts)
            encoding = "windows-1256" if layout is line_breaks else "utf-8"
            yield f"{layout.__name__}-{turn}.html", page.encode(encoding, "ignore"), body, dict(facts, title=title)
