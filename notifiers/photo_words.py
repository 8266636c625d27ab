"""What kinds of papers and the milestones they show are called, zh and en: the same on cards and in answers."""

from collections.abc import Mapping

from knowledge.people.model import Lang

KINDS: Mapping[str, Mapping[Lang, str]] = {
    "contract": {"zh": "合同", "en": "Contract"},
    "signature_page": {"zh": "签署页", "en": "Signature page"},
    "quotation": {"zh": "报价单", "en": "Quotation"},
    "acceptance": {"zh": "验收单", "en": "Acceptance certificate"},
    "invoice": {"zh": "发票", "en": "Invoice"},
    "payment": {"zh": "付款凭证", "en": "Proof of payment"},
    "minutes": {"zh": "会议纪要", "en": "Minutes"},
    "business_card": {"zh": "名片", "en": "Business card"},
    "chat": {"zh": "聊天截图", "en": "Screenshot of a chat"},
    "whiteboard": {"zh": "白板", "en": "Whiteboard"},
    "site": {"zh": "现场照片", "en": "Photo of a site"},
    "other": {"zh": "图片", "en": "Picture"},
}
MILESTONES: Mapping[str, Mapping[Lang, str]] = {
    "signed": {"zh": "签约", "en": "signed"},
    "quoted": {"zh": "报价", "en": "quoted"},
    "accepted": {"zh": "验收", "en": "accepted"},
    "invoiced": {"zh": "开票", "en": "invoiced"},
    "paid": {"zh": "回款", "en": "paid"},
}
