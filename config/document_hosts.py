"""The packaged rules of where documents live: host, path, what it leads to; read by config/documents.py.

The shapes are those of the addresses that each service hands out when somebody presses "share".
"""

from collections.abc import Mapping
from typing import Literal

_Holds = Literal["document", "slides", "sheet", "file", "folder", "wiki", "form", "recording", "signing", "notice"]
_Rule = tuple[str, tuple[str, ...], Mapping[str, _Holds]]

_GOOGLE: tuple[_Rule, ...] = (
    (
        "google",
        ("docs.google.com",),
        {
            "/[a/*/][u/*/]document/[u/*/]d/e/{key}": "document",
            "/[a/*/][u/*/]presentation/[u/*/]d/e/{key}": "slides",
            "/[a/*/][u/*/]spreadsheets/[u/*/]d/e/{key}": "sheet",
            "/[a/*/][u/*/]forms/[u/*/]d/e/{key}": "form",
            "/[a/*/][u/*/]document/[u/*/]d/{key}": "document",
            "/[a/*/][u/*/]presentation/[u/*/]d/{key}": "slides",
            "/[a/*/][u/*/]spreadsheets/[u/*/]d/{key}": "sheet",
            "/[a/*/][u/*/]forms/[u/*/]d/{key}": "form",
            "/[a/*/][u/*/]file/[u/*/]d/{key}": "file",
            "/open?id={key}": "file",
            "/uc?id={key}": "file",
        },
    ),
    (
        "google",
        ("drive.google.com",),
        {
            "/[a/*/][u/*/]drive/[mobile/][u/*/]folders/{key}": "folder",
            "/[a/*/][u/*/]folderview?id={key}": "folder",
            "/[a/*/][u/*/]file/[u/*/]d/{key}": "file",
            "/[a/*/][u/*/]open?id={key}": "file",
            "/[a/*/][u/*/]uc?id={key}": "file",
        },
    ),
    ("google", ("drive.usercontent.google.com",), {"/download?id={key}": "file"}),
)

_MICROSOFT: tuple[_Rule, ...] = (
    (
        "microsoft",
        ("*.sharepoint.com", "*.sharepoint.cn"),
        {
            "/:w:/[g/][r/][s/*/][t/*/][teams/*/][sites/*/][personal/*/]_layouts/*/*?sourcedoc={key}": "document",
            "/:p:/[g/][r/][s/*/][t/*/][teams/*/][sites/*/][personal/*/]_layouts/*/*?sourcedoc={key}": "slides",
            "/:x:/[g/][r/][s/*/][t/*/][teams/*/][sites/*/][personal/*/]_layouts/*/*?sourcedoc={key}": "sheet",
            "/[sites/*/][teams/*/][personal/*/]_layouts/*/*?sourcedoc={key}": "file",
            "/[sites/*/][teams/*/][personal/*/]_layouts/*/*?uniqueid={key}": "file",
            "/[sites/*/][teams/*/][personal/*/]_layouts/*/*?docid={key}": "file",
            "/:w:/r/{path}": "document",
            "/:p:/r/{path}": "slides",
            "/:x:/r/{path}": "sheet",
            "/:b:/r/{path}": "file",
            "/:f:/r/{path}": "folder",
            "/:w:/[g/][s/*/][t/*/][personal/*/]{key}": "document",
            "/:p:/[g/][s/*/][t/*/][personal/*/]{key}": "slides",
            "/:x:/[g/][s/*/][t/*/][personal/*/]{key}": "sheet",
            "/:b:/[g/][s/*/][t/*/][personal/*/]{key}": "file",
            "/:u:/[g/][s/*/][t/*/][personal/*/]{key}": "file",
            "/:f:/[g/][s/*/][t/*/][personal/*/]{key}": "folder",
            "/:o:/[g/][s/*/][t/*/][personal/*/]{key}": "wiki",
            "/:v:/[g/][s/*/][t/*/][personal/*/]{key}": "recording",
            "/{path}": "file",
        },
    ),
    (
        "microsoft",
        ("onedrive.live.com",),
        {"/[*]?resid={key}": "file", "/[*]?id={key}": "file", "/:w:/g/personal/*/{key}": "document"},
    ),
    (
        "microsoft",
        ("1drv.ms",),
        {
            "/w/[s/][c/*/]{key}": "document",
            "/p/[s/][c/*/]{key}": "slides",
            "/x/[s/][c/*/]{key}": "sheet",
            "/b/[s/][c/*/]{key}": "file",
            "/u/[s/][c/*/]{key}": "file",
            "/f/[s/][c/*/]{key}": "folder",
            "/v/[s/][c/*/]{key}": "recording",
        },
    ),
    ("microsoft", ("teams.microsoft.com",), {"/l/file/{key}": "file", "/l/meetup-join/{key}": "recording"}),
    ("microsoft", ("*.officeapps.live.com",), {"/[*/]*?src={key}": "file"}),
)

_CHINESE: tuple[_Rule, ...] = (
    (
        "feishu",
        ("*.feishu.cn", "*.larksuite.com", "*.larkoffice.com", "*.larkenterprise.com"),
        {
            "/[space/]docx/{key}": "document",
            "/[space/]docs/{key}": "document",
            "/[space/]doc/{key}": "document",
            "/[space/]sheets/{key}": "sheet",
            "/[space/]sheet/{key}": "sheet",
            "/[space/]base/{key}": "sheet",
            "/[space/]slides/{key}": "slides",
            "/[space/]file/{key}": "file",
            "/[space/]mindnotes/{key}": "document",
            "/wiki/[space/]{key}": "wiki",
            "/drive/folder/{key}": "folder",
            "/share/base/form/{key}": "form",
            "/minutes/{key}": "recording",
        },
    ),
    (
        "tencent",
        ("docs.qq.com",),
        {
            "/form/[page/][edit/]{key}": "form",
            "/doc/[p/]{key}": "document",
            "/aio/[p/]{key}": "document",
            "/sheet/[p/]{key}": "sheet",
            "/smartsheet/[p/]{key}": "sheet",
            "/slide/[p/]{key}": "slides",
            "/pdf/[p/]{key}": "file",
            "/mind/[p/]{key}": "document",
            "/flowchart/{key}": "wiki",
            "/desktop/mydoc/folder/{key}": "folder",
            "/space/{key}": "folder",
        },
    ),
    (
        "weixin",
        ("doc.weixin.qq.com",),
        {
            "/forms/{key}": "form",
            "/doc/{key}": "document",
            "/sheet/{key}": "sheet",
            "/smartsheet/{key}": "sheet",
            "/slide/{key}": "slides",
            "/pdf/{key}": "file",
            "/disk/{key}": "file",
        },
    ),
    ("weixin", ("drive.weixin.qq.com",), {"/s?k={key}": "file"}),
    ("weiyun", ("share.weiyun.com",), {"/{key}": "file"}),
    ("wps", ("f.kdocs.cn", "f.wps.cn"), {"/[*/][*/]{key}": "form"}),
    (
        "wps",
        ("kdocs.cn", "*.kdocs.cn", "docs.wps.cn", "*.wps.cn", "www.wps.cn"),
        {
            "/[mobile/][view/]l/{key}": "file",
            "/[mobile/][view/]p/{key}": "file",
            "/[mobile/][weboffice/][office/]w/{key}": "document",
            "/[mobile/][weboffice/][office/]s/{key}": "sheet",
            "/[mobile/][office/]d/{key}": "file",
            "/team/*/{key}": "folder",
            "/folder/{key}": "folder",
        },
    ),
    (
        "shimo",
        ("shimo.im", "*.shimo.im", "shimowendang.com", "*.shimowendang.com"),
        {
            "/docs/{key}": "document",
            "/docx/{key}": "document",
            "/sheets/{key}": "sheet",
            "/presentation/{key}": "slides",
            "/pptx/{key}": "slides",
            "/file/{key}": "file",
            "/files/{key}": "file",
            "/mindmaps/{key}": "document",
            "/boards/{key}": "wiki",
            "/folder/{key}": "folder",
            "/space/{key}": "folder",
            "/forms/{key}": "form",
        },
    ),
    (
        "dingtalk",
        ("alidocs.dingtalk.com", "docs.dingtalk.com"),
        {
            "/i/nodes/{key}": "document",
            "/i/p/[*/docs/]{key}": "document",
            "/i/team/*/docs/{key}": "wiki",
            "/i/spaces/{key}": "folder",
            "/document/edit?dentrykey={key}": "document",
            "/document/edit?dockey={key}": "document",
            "/document/preview?dentrykey={key}": "document",
            "/spreadsheet/edit?dentrykey={key}": "sheet",
            "/spreadsheetv2/{key}": "sheet",
            "/notable/share/form/{key}": "form",
        },
    ),
    ("dingtalk", ("qr.dingtalk.com",), {"/page/yunpan?dentryid={key}": "file"}),
    ("dingtalk", ("shanji.dingtalk.com",), {"/{path}": "recording"}),
    ("yuque", ("yuque.com", "*.yuque.com"), {"/{path}": "wiki"}),
    ("baidu", ("pan.baidu.com", "yun.baidu.com"), {"/s/{key}": "file", "/share/init?surl={key}": "file"}),
    ("jianguoyun", ("jianguoyun.com", "www.jianguoyun.com"), {"/p/{key}": "file"}),
    ("aliyun", ("www.alipan.com", "www.aliyundrive.com"), {"/s/{key}": "file"}),
)

_DECKS: tuple[_Rule, ...] = (
    ("notion", ("notion.so", "*.notion.so", "*.notion.site", "app.notion.com"), {"/[*/][*/]{key}": "document"}),
    (
        "docsend",
        ("docsend.com", "*.docsend.com", "docsend.dropbox.com"),
        {"/view/s/{key}": "folder", "/view/{key}": "slides", "/v/*/{key}": "slides"},
    ),
    (
        "papermark",
        ("papermark.com", "*.papermark.com", "papermark.io", "*.papermark.io"),
        {"/view/[domains/*/]{key}": "slides"},
    ),
    ("dropbox", ("dropbox.com", "*.dropbox.com"), {"/scl/fo/{key}": "folder", "/sh/{key}": "folder"}),
    ("dropbox", ("dropbox.com", "*.dropbox.com"), {"/s/{key}": "file", "/scl/fi/{key}": "file"}),
    ("box", ("app.box.com", "*.box.com"), {"/s/{key}": "file", "/file/{key}": "file", "/folder/{key}": "folder"}),
    ("canva", ("www.canva.com", "canva.com"), {"/design/{key}": "slides"}),
    ("pitch", ("pitch.com", "app.pitch.com"), {"/v/{key}": "slides", "/public/{key}": "slides"}),
    ("gamma", ("gamma.app",), {"/docs/{key}": "slides", "/public/{key}": "slides"}),
    ("qwilr", ("pages.qwilr.com", "*.qwilr.com"), {"/{key}": "document"}),
    ("proposify", ("*.proposify.com", "*.proposify.biz"), {"/preview/{key}": "document", "/view/{key}": "document"}),
)

_NEVER: tuple[_Rule, ...] = (
    (
        "signing",
        (
            *("docusign.net", "*.docusign.net", "docusign.com", "*.docusign.com", "hellosign.com", "*.hellosign.com"),
            *("*.echosign.com", "*.adobesign.com", "sign.dropbox.com", "app.pandadoc.com", "app.signnow.com"),
            *("fadada.com", "*.fadada.com", "esign.cn", "*.esign.cn", "tsign.cn", "*.tsign.cn"),
            *("bestsign.cn", "*.bestsign.cn", "*.letsign.com", "*.qiyuesuo.com", "*.junziqian.com"),
        ),
        {"/{path}": "signing"},
    ),
    (
        "recording",
        (
            *("zoom.us", "*.zoom.us", "zoom.com.cn", "*.zoom.com.cn", "meeting.tencent.com", "*.meeting.tencent.com"),
            *("loom.com", "www.loom.com", "youtu.be", "*.youtube.com", "vimeo.com", "b23.tv", "*.bilibili.com"),
            *("app.gong.io", "*.app.gong.io", "fathom.video", "*.otter.ai", "otter.ai", "*.fireflies.ai", "tldv.io"),
        ),
        {"/{path}": "recording"},
    ),
    (
        "notice",
        (
            *("*.ccgp.gov.cn", "*.ccgp-*.gov.cn", "ggzy.*", "*.ggzy.gov.cn", "*.ggzyjy.*", "*.chinabidding.cn"),
            *("*.chinabidding.com", "*.bidcenter.com.cn", "*.zcygov.cn", "*.zcygov.com", "*.cebpubservice.com"),
            *(
                "ted.europa.eu",
                "sam.gov",
                "*.sam.gov",
                "*.contractsfinder.service.gov.uk",
                "*.find-tender.service.gov.uk",
            ),
            *("*.find-tender.service.gov.uk", "*.bidnetdirect.com", "*.tendersinfo.com", "*.dgmarket.com"),
        ),
        {"/{path}": "notice"},
    ),
    ("wiki", ("*.atlassian.net", "confluence.*", "wiki.*", "*.gitbook.io"), {"/{path}": "wiki"}),
    (
        "form",
        ("forms.gle", "forms.office.com", "*.typeform.com", "*.wjx.cn", "wj.qq.com", "*.jinshuju.net"),
        {"/{path}": "form"},
    ),
)

HOSTS: tuple[_Rule, ...] = (*_GOOGLE, *_MICROSOFT, *_CHINESE, *_DECKS, *_NEVER)

WRAPPERS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (("www.google.com", "google.com", "www.google.com.hk", "www.google.cn", "www.google.co.uk"), "/url", ("q", "url")),
    (("*.safelinks.protection.outlook.com", "*.safelinks.protection.partner.outlook.cn"), "/", ("url",)),
    (("statics.teams.cdn.office.net",), "/evergreen-assets/safelinks", ("url",)),
    (("link.zhihu.com", "link.juejin.cn", "link.csdn.net", "links.jianshu.com"), "/", ("target", "url", "to")),
    (("www.douban.com",), "/link2", ("url",)),
    (("slack-redir.net", "slack.com"), "/link", ("url",)),
    (("l.facebook.com", "lm.facebook.com", "l.instagram.com"), "/", ("u",)),
    (("www.linkedin.com",), "/redir", ("url",)),
    (("www.youtube.com",), "/redirect", ("q",)),
    (("c.pc.qq.com", "jump.qq.com"), "/", ("pfurl", "url")),
    (("mail.qq.com", "wx.mail.qq.com", "exmail.qq.com"), "/", ("gourl", "url")),
    (("weixin110.qq.com", "open.weixin.qq.com", "open.work.weixin.qq.com"), "/", ("url", "redirect_uri")),
    (("applink.feishu.cn", "applink.larksuite.com"), "/client", ("url", "lk_target_url")),
    (("*.feishu.cn", "*.larksuite.com"), "/accounts/page/login", ("redirect_uri",)),
    (("security.feishu.cn",), "/link", ("target",)),
    (("page.dingtalk.com", "im.dingtalk.com", "qr.dingtalk.com"), "/", ("url", "redirecturl")),
    (("urldefense.proofpoint.com",), "/v2/url", ("u",)),
    (("linkprotect.cudasvc.com",), "/url", ("a",)),
    (("out.reddit.com", "steamcommunity.com", "gate.sc", "t.umblr.com"), "/", ("url", "z")),
    (("accounts.google.com",), "/", ("continue",)),
    (("login.microsoftonline.com",), "/", ("redirect_uri",)),
)
"""Addresses that lead on: hosts, the beginning of the path, and the parameters that may hold the address behind."""
