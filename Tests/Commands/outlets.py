"""Twenty pages more, in the markup of systems that Arabic outlets run. Each was written, with what a reader takes from it,
before any of the reader's rules had seen it; the words are our own."""

import json

from shapes import AR, OTHER, TEASERS, links, p, page

AR2 = [
    "افتتح معرض الكتاب في مدينة السهل أبوابه مساء الأربعاء بمشاركة مئتين وعشر دور نشر جاءت من تسع عشرة دولة، بعد غياب دام أربع سنوات.",
    "وقالت مديرة المعرض هناء الزيات إن الدورة الجديدة تخصص جناحا لكتب الأطفال وآخر لدور نشر صغيرة لا تستطيع دفع إيجار الأجنحة.",
    "وأوضحت الزيات في كلمة الافتتاح: «خفضنا رسوم المشاركة إلى النصف، لأن كتابا لا يصل إلى قارئه هو ورق فحسب».",
    "ويشكو ناشرون من ارتفاع أسعار الورق والشحن، ويقولون إن كلفة طباعة الكتاب الواحد زادت بنحو أربعين في المئة منذ الدورة الماضية.",
    "ومن المقرر أن يستمر المعرض حتى العشرين من الشهر الجاري، وأن تقام على هامشه ثلاثون ندوة وخمس أمسيات شعرية.",
    "ويتوقع المنظمون أن يتجاوز عدد الزوار نصف مليون زائر، معظمهم من طلاب الجامعات في المدن القريبة.",
]
TITLE2 = "معرض الكتاب يعود إلى السهل بعد غياب"
عنوان = "العبارة تعود إلى المرفأ القديم"
MORE = ["رفع التحذير من العاصفة على الساحل الشمالي", "متحف الصيد يجد دفاتره الضائعة في علية بيت قديم", "بلدية الساحل تنشر موازنة العام المقبل برسوم أعلى", "جوقة المدرسة تفوز للمرة الثالثة"]
قائمة = links(["الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "آراء", "فيديو", "اتصل بنا"])
REPLIES = [
    "أخيرا عادت العبارة، كنا نقطع الطريق الطويل في ساعتين كل صباح، شكرا لكل من عمل على الترميم في هذا البرد القارس.",
    "أربعة ملايين للرصيف ولا شيء للمدرسة، هذا يكفي لنعرف لمن يعمل هذا المجلس وبماذا يفكر أعضاؤه حين يجتمعون.",
    "جدي بنى الرصيف الأول بيديه قبل سبعين عاما، وكان يقول دائما إن قاع البحر سيتحرك يوما، ولم يسمعه أحد في ذلك الوقت.",
]


def ar(title, body, head="", outlet="صحيفة المرفأ"):
    return page(title, body, "ar", head, outlet)


def linked(**data):
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **data}, ensure_ascii=False)}</script>'


def amp():
    """AMP: a menu in an accordion, boxes of the components that AMP has, an advertisement in the middle."""
    return ar(عنوان, f'''<body><amp-sidebar id="sb" layout="nodisplay"><amp-accordion><section><h4>الأقسام</h4><ul>{قائمة}</ul></section></amp-accordion></amp-sidebar>
<header class="amp-header"><a href="/">صحيفة المرفأ</a></header><main role="main"><h1 class="amp-title">{عنوان}</h1><div class="amp-meta"><span>سامر الحلو</span> <time datetime="2024-04-08T10:00:00+03:00">8 أبريل 2024</time></div>
<amp-social-share type="twitter"></amp-social-share><amp-img src="1.jpg" width="800" height="450" layout="responsive"></amp-img><div class="amp-body">{p(AR[0], AR[1])}<amp-ad type="doubleclick"><div fallback>لم يحمل الإعلان، جرب مرة أخرى بعد قليل</div></amp-ad>{p(AR[2])}<amp-twitter data-tweetid="1"><blockquote placeholder><p>تغريدة لا علاقة لها بالنص عن طقس الساحل في نهاية الأسبوع.</p></blockquote></amp-twitter>{p(*AR[3:])}</div>
<amp-embed type="taboola"></amp-embed><amp-list src="/r.json"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template></amp-list></main></body>'''), AR


def live_list():
    """A live blog: entries of a list, each with its time, a heading and buttons to share it."""
    entries = [("18:40", "الافتتاح", AR2[0]), ("17:15", "الأجنحة", AR2[1]), ("16:00", "الورق", AR2[3])]
    items = "".join(f'<li class="live-blog__entry" id="e{i}"><div class="entry-time"><time datetime="2024-04-08T{t}:00+03:00">{t}</time></div><h3 class="entry-title">{h}</h3><div class="entry-body">{p(text)}</div><div class="share-tools"><a href="#f">فيسبوك</a><a href="#x">نسخ الرابط</a></div></li>' for i, (t, h, text) in enumerate(entries))
    return ar(TITLE2, f'''<body><nav><ul>{قائمة}</ul></nav><main><h1>{TITLE2}</h1><ol class="live-blog">{items}</ol><button>تحميل المزيد</button></main></body>'''), [x for entry in entries for x in entry]


def questions():
    """Questions and answers that open at a click."""
    parts = [("متى يفتح المعرض؟", AR2[0]), ("لمن خصصت الأجنحة؟", AR2[1]), ("لماذا ارتفعت الأسعار؟", AR2[3]), ("حتى متى يستمر؟", AR2[4])]
    return ar(TITLE2, f'''<body><header><ul>{قائمة}</ul></header><article><h1>{TITLE2}</h1>{p(AR2[5])}<div class="faq">{"".join(f"<details><summary>{q}</summary><p>{a}</p></details>" for q, a in parts)}</div></article></body>'''), [AR2[5]] + [x for part in parts for x in part]


def gallery():
    """A gallery in the middle of an article, with captions that are sentences."""
    slides = "".join(f'<div class="swiper-slide"><img src="{i}.jpg"><div class="slide-caption">الصورة {i} من الرصيف كما بدا صباح يوم الاثنين بعد أن غادرت العبارة الأولى إلى الجزر</div></div>' for i in range(1, 7))
    return ar(عنوان, f'''<body><article><h1>{عنوان}</h1><div class="post-text">{p(*AR[:3])}<div class="swiper gallery-slider"><div class="swiper-wrapper">{slides}</div><div class="swiper-pagination">1 / 6</div></div>{p(*AR[3:])}</div></article></body>'''), AR


def talk():
    """An interview: questions begin with a star, answers with a dash, the introduction stands in a box of its own."""
    said = ["* كيف عدتم بعد أربع سنوات؟", "- بصعوبة.", "* ومن دفع؟", "- المشاركون ووزارة الثقافة، ونحن.", "* هل تكفي القاعات؟", "- " + AR2[5]]
    return ar("هناء الزيات: الكتاب يصل", f'''<body><div class="top"><ul>{قائمة}</ul></div><div class="article-wrap"><h1>هناء الزيات: الكتاب يصل</h1><div class="intro">{p(AR2[1])}</div><div class="article-text">{"".join(f"<p>{'<b>' * (i % 2 == 0)}{t}{'</b>' * (i % 2 == 0)}</p>" for i, t in enumerate(said))}</div></div></body>'''), [AR2[1], *said]


def drupal():
    """Fields in fields, with labels that only screen readers hear, and a view of other articles."""
    return ar(عنوان, f'''<body class="html not-front node-type-article"><div id="page"><div class="region region-content"><h1 id="page-title">{عنوان}</h1><div class="node node-article"><div class="field field-name-field-image"><div class="field-label element-invisible">الصورة:&nbsp;</div><div class="field-items"><div class="field-item even"><img src="1.jpg" alt="الرصيف"></div></div></div>
<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">{p(*AR)}</div></div></div><div class="field field-name-field-tags"><div class="field-label">الوسوم:&nbsp;</div><div class="field-items"><div class="field-item"><a href="/t">الساحل</a></div></div></div><ul class="links inline"><li><a href="/u/login">سجل الدخول لتعلق</a></li></ul></div></div>
<div class="block block-views"><h2>الأكثر قراءة</h2><div class="view-content">{"".join(f'<div class="views-row"><span class="field-content"><a href="/{i}">{t}</a></span></div>' for i, t in enumerate(MORE))}</div></div></div></body>'''), AR


def breaks():
    """No paragraph at all: text and line breaks in a box that says what it is by an itemprop."""
    return ar(عنوان, f'''<body><table width="100%"><tr><td><div id="menu">{قائمة}</div></td></tr></table><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{عنوان}</h1><span itemprop="datePublished">08/04/2024</span><div itemprop="articleBody" class="bodytext">{"<br /><br />&nbsp;".join(AR)}<br /></div></div><div class="bottom">طباعة | أرسل إلى صديق</div></body>'''), AR


def word():
    """Pasted from a word processor."""
    body = "".join(f'<p class="MsoNormal" dir="RTL" style="text-align:justify"><span lang="AR-SA" style="font-family:&quot;Arial&quot;,sans-serif">{t}<o:p></o:p></span></p>\n<p class="MsoNormal" dir="RTL"><span><o:p>&nbsp;</o:p></span></p>' for t in AR2)
    return ar(TITLE2, f'''<body><div class="wrapper"><div class="header">{قائمة}</div><div class="news_details"><h2 class="news_title">{TITLE2}</h2><div class="news_date">الأربعاء 8 نيسان 2024 - 10:15 ص</div><div class="news_text"><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->{body}</div><div class="news_tools"><a href="#">حجم الخط</a></div></div></div></body>'''), AR2


def lines():
    """A line is a div, an empty line is a div with a break."""
    return ar(TITLE2, f'''<body><div id="nav">{قائمة}</div><div class="post"><h3 class="post-title">{TITLE2}</h3><div class="post-body"><div dir="rtl" style="text-align: right;" trbidi="on">{"<div><br /></div>".join(f"<div>{t}</div>" for t in AR2)}</div></div></div><div class="sidebar"><h2>أرشيف</h2><ul>{links(MORE)}</ul></div></body>'''), AR2


def label():
    """A control of a server: the text is in a span with an id, links to other articles stand in it in bold."""
    return ar(عنوان, f'''<body><form id="form1"><div class="row"><div class="col-md-8"><h1><span id="ContentPlaceHolder1_lblTitle">{عنوان}</span></h1><div class="by"><span id="ContentPlaceHolder1_lblAuthor">كتب: سامر الحلو</span></div><div class="body"><span id="ContentPlaceHolder1_lblDetails"><p style="text-align: justify;">{AR[0]}</p><p style="text-align: justify;">{AR[1]}</p><p><strong>موضوعات مقترحة</strong></p><p><a href="/1"><strong>{MORE[0]}</strong></a></p><p><a href="/2"><strong>{MORE[1]}</strong></a></p>{p(*AR[2:], style="text-align: justify;")}</span></div><div class="fb-comments" data-href="x"></div></div><div class="col-md-4"><h4>أحدث الأخبار</h4><ul>{links(MORE)}</ul></div></div></form></body>'''), AR


def rendered_later():
    """What a reader sees is made by a script; the article's words are in its linked data alone."""
    return ar(TITLE2, '<body><div id="__next"><div class="spinner">جاري التحميل…</div></div><noscript>يرجى تفعيل جافاسكريبت لعرض هذه الصفحة.</noscript></body>',
              linked(headline=TITLE2, datePublished="2024-04-08", articleBody="\n\n".join(AR2))), AR2


def posts_of_others():
    """Posts of social networks are set into the text, with a box of a related article."""
    tweet = f'<blockquote class="twitter-tweet" data-lang="ar"><p lang="ar" dir="rtl">{REPLIES[0]} <a href="https://t.co/a">pic.twitter.com/a</a></p>&mdash; ميناء (@mina) <a href="https://twitter.com/mina/1">April 8, 2024</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
    gram = f'<blockquote class="instagram-media"><div><a href="https://www.instagram.com/p/a/">عرض هذا المنشور على Instagram</a><p>تمت مشاركة منشور بواسطة الميناء</p></div></blockquote>'
    return ar(عنوان, f'''<body><main><article><h1>{عنوان}</h1><div class="article-body">{p(AR[0], AR[1])}{tweet}{p(AR[2])}<div class="related-article-inside-body"><span>ذات صلة</span><a href="/1"><h6>{MORE[0]}</h6></a></div>{p(AR[3], AR[4])}{gram}{p(AR[5])}</div></article></main></body>'''), AR


def numbered():
    """Every paragraph a div with a number, names of classes that a builder has made."""
    parts = "".join(f'<div data-testid="paragraph-{i}" class="text__text__1FZLe text__dark-grey__3Ml43 body__full_width__ekUdw">{t}</div>' for i, t in enumerate(AR2))
    return ar(TITLE2, f'''<body><div class="site-layout__3v"><header>{قائمة}</header><div class="article__container__3R"><h1 class="text__text__1FZLe">{TITLE2}</h1><div class="info-content__author-date__1Epi">من سامر الحلو<time>8 أبريل 2024</time></div><div class="article-body__content__17Yi">{parts}<p class="sign-off__text__PU3Aj">(إعداد سامر الحلو للنشرة العربية)</p></div><div class="read-next__3b"><h3>اقرأ التالي</h3><ul>{links(MORE)}</ul></div></div></div></body>'''), AR2 + ["(إعداد سامر الحلو للنشرة العربية)"]


def many_comments():
    """Comments are five times as long as the article."""
    comments = "".join(f'<li class="comment even depth-1"><div class="comment-author">قارئ {i}</div><div class="comment-content">{p(t)}</div><a class="comment-reply-link">رد</a></li>' for i, t in enumerate(REPLIES * 6))
    return ar(عنوان, f'''<body><div class="content"><div class="entry"><h1>{عنوان}</h1>{p(*AR[:3])}</div><div id="comments"><h3>18 تعليقا</h3><ol class="commentlist">{comments}</ol><div id="respond"><h3>اترك تعليقا</h3><form><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بنجمة.</p><textarea></textarea></form></div></div></div></body>'''), AR[:3]


def flash():
    """News in a sentence, among much else."""
    return ar("عاجل: رفع التحذير", f'''<body><header><ul>{قائمة}</ul></header><main><section class="breaking"><h1>عاجل: رفع التحذير</h1><div class="txt">{p("رفعت هيئة الأرصاد التحذير من العاصفة على الساحل الشمالي ابتداء من مساء اليوم.")}</div></section><aside><h2>الأكثر قراءة</h2><ul>{links(MORE * 3)}</ul></aside></main><footer>{p("تصدر صحيفة المرفأ عن جمعية الصحافة في المرفأ القديم، شارع الميناء 4، هاتف 5550100.")}</footer></body>'''), ["رفعت هيئة الأرصاد التحذير من العاصفة على الساحل الشمالي ابتداء من مساء اليوم."]


def subheads():
    """Subheadings are bold paragraphs, one part is a list with numbers."""
    items = ["خفض الرسوم إلى النصف.", "فتح جناح للأطفال.", "تمديد ساعات الزيارة إلى منتصف الليل."]
    return ar(TITLE2, f'''<body><div class="menu">{قائمة}</div><article class="single"><h1>{TITLE2}</h1><div class="single-content">{p(AR2[0])}<p><strong>أجنحة جديدة</strong></p>{p(AR2[1], AR2[2])}<p><strong>ما الذي تغير؟</strong></p><ol>{"".join(f"<li>{i}</li>" for i in items)}</ol>{p(AR2[3], AR2[4])}</div><div class="tags"><a href="/t">#كتب</a> <a href="/t2">#ثقافة</a></div></article></body>'''), [AR2[0], "أجنحة جديدة", AR2[1], AR2[2], "ما الذي تغير؟", *items, AR2[3], AR2[4]]


def two_columns():
    """A page of tables, from right to left; the article is the widest cell."""
    return ar(عنوان, f'''<body dir="rtl"><center><table width="980"><tr><td width="180" valign="top">{"<br>".join(f"<a href={i}>{t}</a>" for i, t in enumerate(MORE))}</td><td valign="top" dir="rtl" class="style12"><b><font size="5">{عنوان}</font></b><hr><div align="justify"><font size="4">{"</font></div><div align=justify><font size=4>".join(AR)}</font></div></td></tr><tr><td colspan="2" align="center"><font size="1">جميع الحقوق محفوظة لصحيفة المرفأ 2009. لا يجوز النقل إلا بإذن مكتوب من إدارة الصحيفة.</font></td></tr></table></center></body>'''), AR


def pages_of_one():
    """One page of several, with the list of them, and a box about a newsletter."""
    return ar(TITLE2, f'''<body><div class="container"><h1>{TITLE2}</h1><div class="story-body">{p(*AR2[:3])}<div class="newsletter-signup"><h4>نشرة المرفأ</h4>{p("اشترك في نشرتنا لتصلك أهم أخبار الساحل كل صباح في بريدك مجانا، ويمكنك إلغاء الاشتراك متى شئت.")}<input type="email"></div>{p(*AR2[3:])}<div class="pagination"><span class="current">1</span> <a href="?p=2">2</a> <a href="?p=3">3</a> <a href="?p=2">التالي</a></div></div></div></body>'''), AR2


def opinion():
    """An opinion: a photograph and a life of the writer beside it, other columns of his below."""
    return ar("رصيف ومدرسة", f'''<body><main><article><div class="writer-box"><img src="w.jpg" alt="سامر الحلو"><h4>سامر الحلو</h4><p>كاتب وصحفي يكتب عن الساحل وأهله منذ عام 2009، صدرت له ثلاثة كتب عن البحر والصيد.</p></div><h1>رصيف ومدرسة</h1><div class="opinion-text">{p(*AR)}</div></article><section class="more-from-writer"><h3>مقالات أخرى للكاتب</h3>{"".join(f'<div class="item"><a href="/{i}">{t}</a><p>{TEASERS[i % 3]}</p></div>' for i, t in enumerate(OTHER))}</section></main></body>'''), AR


def transcript():
    """A programme's words, a name in front of each."""
    said = [("المذيعة", "أهلا بكم. هل تأخر المعرض؟"), ("هناء الزيات", AR2[2]), ("المذيعة", "والورق؟"), ("ناشر", AR2[3]), ("المذيعة", "شكرا لكما.")]
    return ar("نص حلقة الكتاب", f'''<body><div class="page"><h1>نص حلقة الكتاب</h1><div class="player"><video src="1.mp4"></video><span>00:00 / 25:10</span></div><div class="text">{p(AR2[0])}{"".join(f"<p><b>{who}:</b> {t}</p>" for who, t in said)}</div></div></body>'''), [AR2[0]] + [f"{who}: {t}" for who, t in said]


OUTLETS = [amp, live_list, questions, gallery, talk, drupal, breaks, word, lines, label, rendered_later, posts_of_others, numbered, many_comments, flash, subheads, two_columns, pages_of_one, opinion, transcript]
