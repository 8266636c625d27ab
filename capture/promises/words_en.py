"""What tells a promise in English from what only looks like one."""

import re

from capture.promises.doers_en import ABROAD, THIRD, WE

_I = re.IGNORECASE
_HANDS = (
    r"re-?(?:send|do|issue|ship)|send|(?:e-?)?mail|ship|courier|bring|hand|forward|deliver|(?:return|drop)(?=s?\s+(?:the|it|them|your|our|an?|this|that|all|off)\b)|wire|transfer|share"
    r"|submit|upload|call|ring|phone|fix|repair|replace|swap|install|give|get|supply|provide|countersign|swing(?=s?\s+(?:by|over)\b)|pick"
    r"|collect|come(?=s?\s+(?:by|over|out|and)\b)|walk|fill|prepare|draft"
)

WILL = re.compile(
    rf"(?<![\w']){WE}(?:'ll|(?<=\bi)ll(?=\s+(?:{_HANDS}|let|check|do|make|put|book|write|update|ping|ask)\b)|\s+will|\s+shall|\s+(?:am|are|is)\s+going\s+to|'(?:m|re)\s+going\s+to|'?(?:m"
    rf"|re)?\s+gonna)(?!\s*(?:not\b|n't|never\b))\s+",
    _I,
)
PLEDGE = re.compile(
    rf"(?<![\w']){WE}(?:'m|'re|\s+am|\s+are)?\s+(?:hereby\s+|can\s+|do\s+)?(?:promise|commit(?:ted)?(?:\s+to)?|undertake|guarantee|pledge"
    rf"|vow|swear)(?:\s+to|\s+that|\s+you)?\s+(?!you'll|you\s+will)",
    _I,
)
TRY = re.compile(
    rf"(?<![\w']){WE}(?:\s+(?:should|ought\s+to)(?:\s+be\s+able\s+to|(?=\s+(?:have|get)\b))|\s+(?:hope|plan"
    rf"|intend|expect|aim)\s+to|'?(?:m|re|\s+am|\s+are)\s+(?:aiming|hoping|planning|looking)\s+to"
    r"|\s+(?:can|could|might|may)\s+(?:probably|likely|hopefully|possibly))\s+|^should\s+be\s+able\s+to\s+",
    _I,
)
CAN = re.compile(
    rf"(?<![\w']){WE}\s+can\s+(?=(?:have|get|deliver|send|ship|turn|do|make|bring|come|provide|offer|share|meet)\b)", _I
)
DOING = re.compile(
    rf"(?<![\w']){WE}(?:'?m|'re|\s+am|\s+are)\s+(?=(?:sending|shipping|delivering|visiting|calling|bringing"
    rf"|dropping|forwarding|emailing|returning|presenting|paying|wiring|submitting|releasing"
    rf"|sharing|getting|flying|coming|seeing)\b)",
    _I,
)
BARE_WILL = re.compile(
    r"(?:^|,\s+|(?:(?:sure|yes|yup|ya|yea|yep|yeah|k{1,2}|ok|okay|kay|aye|alright|right|fine|cool|great|thanks|cheers|got\s+it"
    r"|no\s+problem|np|perfect|roger|understood|noted|will\s+do)\b[\s,!.-]+))(?:i\s*)?(?:will|'ll|gonna|going\s+to)\s+(?!you\b|we\b|i\b|he\b|she\b|they\b"
    r"|(?-i:[A-Z][a-z]+\s+[a-z]+\b)|it\b|this\b|that\b|the\b|there\b|your?\b|do\s*[,.!]|do$|not\b|be\b(?!\s+\w+ing))",
    _I,
)
BARE_DOING = re.compile(
    r"(?:^|[–—]\s*|\s-\s+)(?:ok(?:ay)?[\s,]+|sure[\s,]+|(?:(?!\b(?:he|she|they|you|who|it|if|not|while|about|from)\b|n't)[^,])+,\s+)?(?=(?:(?:re-?)?sending|forwarding|shipping|sharing|emailing|delivering"
    r"|getting|adding|updating|revising|drafting|preparing|finishing|fixing|submitting|booking|arranging)\s+(?:you|it|this|that|the|over|out|a|them|your)\b)",
    _I,
)
LET_ME = re.compile(
    r"(?<![\w'])(?:let\s+me|lemme)\s+(?!know\b|think\b|guess\b|see\s*$|be\b|tell\b|say\b|explain\b|rephrase\b|clarify\b)",
    _I,
)
YOU_GET = re.compile(
    r"(?<![\w'])(?:you(?:'ll|\s+will|\s+shall|\s+can\s+expect\s+to|\s+should)\s+(?=(?:have|get|receive|see|hear)\b)"
    r"|(?:you|they|he|she)(?:'ll|\s+will)?\s+(?=(?:have|get|receive)s?\b[^.;]{0,40}\bfrom\s+(?:me|us)\b))",
    _I,
)
EXPECT = re.compile(
    r"(?:^|[,.!-]\s*|and\s+)(?:you\s+can\s+)?(?=expect\s+(?:the|it|our|a|an|my|this|that|to\s+hear|your)\b"
    r"|consider\s+it\s+done\b|leave\s+(?:it|that|this)\s+(?:with|to)\s+(?:me|us)\b)",
    _I,
)
WITH_YOU = re.compile(
    r"(?:(?<![\w'])(?P<thing>(?:the|your|our|this|that|a|it)\b[\w\s-]{0,40}?)"
    r"|(?:^|[,.;:–]\s+|\s-\s+)(?!(?:he|she|they|who|you|if|and|but)\b)[\w-][\w\s-]{1,40}?)(?:'ll"
    r"|\s+will|(?=\s+(?:lands?|arrives?|hits?|follows?|ships?\s+out|go(?:es)?\s+out)\b))\s+(?=(?:lands?|arrives?|hits?)\s+(?:in\s+|on\s+|at\s+)?your\b|ships?\s+out\b|follows?\s+(?:on|by|before|tomorrow|today|tonight|next|this|within|in|first)\b|be\s+(?:with\s+you|in\s+your|on\s+your|over\s+to\s+you|ready\s+for\s+you|sent"
    r"|delivered|shipped|at\s+your)\b|go\s+out\b|reach\s+you\b|arrive\s+at\s+your\b)",
    _I,
)
OWN = re.compile(
    r"(?<![\w'])(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+|already\s+)?(?:(?:told|assured"
    r"|promised)\s+[\w ]{1,30}?\s+(?:that\s+)?(?:i|we)"
    r"(?:'d|\s+would|'ll|\s+will)|promised|committed\s+to)\s+",
    _I,
)
WILL_DO = re.compile(
    r"(?:^|[\s,])(?:i\s+)?will\s+(?=do\b[\s,.!-]*(?:by|tomorrow|today|this|next|on|first|before|$))", _I
)
AIM = re.compile(r"(?<![\w'])(?:my|(?P<subject>our))\s+(?:plan|aim|goal|intention)\s+is\s+to\s+", _I)
COMING = re.compile(
    r"(?:^|[,;:–—-]\s+)(?!(?:up|over|back|thanks|according|related|due)\b)(?:(?!(?:will|would|could|should|can|may|might|said|sen[dt]|"
    r"g[eo]t|gave|give|is|was|are|were|has|have|had|did|do|he|she|they|you|it|that|who|not|to|from|coming|heading|headed)\b)[\w'-]+\s+){1,6}"
    r"(?=(?:(?:is\s+)?(?:coming|heading|headed|going)\s+)?(?:from\s+(?:me|us)\b|(?:(?:to|with)\s+you|(?:your|ur)\s+way)\b))",
    _I,
)
"""A thing that is on its way, often without a verb: new quote from me on Friday, parts to you by noon."""
_MODAL = (
    r"am|is|are|was|were|be|have|has|had|can|could|will|would|shall|should|may|might|must|do|does|did|not|never|need|needs"
    r"|want|wants|think|said|says|told|hope|wish|know|knows|like|likes|get|got|went|sent|just|only"
)
OUTSIDER = re.compile(rf"\b{ABROAD}", _I)
SPOKEN_OF = re.compile(r"\s+(?:is|was)\b|'s\b", _I)
HANDS = re.compile(rf"^(?:{_HANDS})", _I)
"""What is done for somebody even where it is not said for whom."""
_ACTS = (
    rf"(?!(?!do\s+(?:the|an?|your|it|this)\b)(?:{_MODAL}|wait|work|look|care)s?\b)"
    r"(?:[a-z]+\b[^.;,]{0,60}?\band\s+(?:then\s+)?)?"
)
"""What somebody does, also as the second of two (pack it and send it); no state they are in."""
NAMED = re.compile(
    rf"(?<![\w'@.]){THIRD}(?:(?i:'ll|\s+will|(?:'s|\s+is|\s+are)\s+(?:going\s+to|gonna))\s+"
    r"(?!(?:not|never|you|we|they|he|she|I)\b)"
    r"|(?i:'s|\s+is|\s+are)\s+(?=(?!(?:go|be|hav|do|try|look|wait|com)ing\b)[a-z]+ing\b)"
    rf"|(?P<now>\s+)(?=(?i:{_ACTS}(?:{_HANDS})e?s\b)))"
)
"""Somebody else will, or does (`now`, for what is to come): a name, a role, or he or she where a name stands before."""
OPENS = re.compile(r"(?:^|[.,;:–—-]\s*|\b(?:and|so|then)\s+)$")
"""Before what somebody does: a new clause."""
PRESENT = re.compile(
    rf"(?:^|[.,;:–—-]\s+|\b(?:and|so|then)\s+)(?P<subject>I|we)\s+"
    rf"(?={_ACTS}(?:(?:{_HANDS})\b|[a-z]+\b[^.;,]{{1,60}}?\bfor\s+(?:you|them|us|him|her|the\s+c)))",
    _I,
)
"""The present for what is to come: I courier it to you tomorrow."""
ASKS = re.compile(
    r"^(?:(?:ok|okay|so|and|hi|hey|hello|well|but)[\s,]+(?:\w+[\s,]+)?)?(?:can(?!'t\s+(?!you\b|we\b|he\b|she\b|they\b))|could|would|do|does|did|is"
    r"|are|was|were|has|have|shall|should(?!\s+be\s+able\s+to)|may|might|who|what|when|where|why|how|which"
    r"|any(?:one|body)|won't|don't|isn't|will\s+(?:you|he|she|they|it|we|i|the|this|that|there))\b",
    _I,
)
GUESS = re.compile(
    rf"\b(?:{ABROAD}|think|guess|assum(?:e|ing)|believe|bet|hope|hoping|reckon|suppose|expect|imagine|sure|doubt|wonder"
    r"|chance|until|till|before|after"
    r"|said|says|told(?:\s+\w+)?|promise[sd]|reckons?|claim(?:s|ed)|mention(?:s|ed)|wrote|writes|swears?|insist(?:s|ed))\s+(?:that\s+)?$",
    _I,
)
"""Before somebody else's deed: it is only guessed at, reported, or a customer's (our client Northwind)."""
REPORT = re.compile(
    r"\b(?:he|she|they|who|you|everyone|someone|somebody|people|customers?|clients?|procurement|legal|boss"
    r"|manager|team|rep|cfo|ceo|cto|cio|vp|side|[A-Z][\w-]+)(?:\s+(?:just|also|already|has|have|had"
    r"|kindly))*\s+"
    r"(?:said|says?|saying|told|tells?|promised|promises|mentioned|claim(?:ed|s)|thinks?|reckons?|expects?|wrote"
    r"|writes|asked|wants?|swore|insists?|insisted|keeps?\s+saying)\b|\b(?i:according\s+to|apparently"
    r"|supposedly|allegedly|rumou?r|i\s+hear[d]?|word\s+is)\b"
)
OWN_WORD = re.compile(r"\b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+)?(?:said|told|promised|assured|committed)\b", _I)
NEGATIVE = re.compile(
    r"n't\b|\bnot\b|\bnever\b|\bno\s+longer\b|\bunable\b|\bcannot\b|\bwithout\b|\bdoubt\b|\bwish\b"
    r"|\bguess\b|\bas\s+if\b|\bno\s+(?:way|chance)\b",
    _I,
)
BENIGN = re.compile(
    r"\bnot?\s+later\s+than\b|\bdon't\s+(?:worry|sweat|panic)\b|\bno\s+(?:problem|worries|prob|rush)\b"
    r"|\bnot\s+a\s+problem\b|\bwon't\s+(?:forget|be\s+later)\b|\bif\s+not\b|\bwhy\s+not\b|\bnot\s+only\b"
    r"|\bcan't\s+wait\b|\bdon't\s+mind\b",
    _I,
)
HABIT = re.compile(
    r"\b(?:usually|normally|typically|generally|always|every\s+(?:day|week|month|monday|tuesday|wednesday"
    r"|thursday|friday|time|quarter)|each\s+(?:day|week|month|quarter)|as\s+a\s+rule|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b",
    _I,
)
OFFER = re.compile(
    r"\bif\s+(?:you(?:'d)?\s+(?:want|need|like|wish|prefer|would\s+like|are\s+interested|care)"
    r"|that\s+helps|it\s+helps|needed|necessary|so\s+desired)\b|\bif\s+i\s+were\b|\bwould\s+you\s+like\b"
    r"|\bwhenever\s+you\b|\b(?:get|receive)\b.{0,30}(?:\d\s?%|\boff\b|\bfree\b|\bdiscount).*\bif\s+you\b|\blet\s+me\s+know\s+if\b",
    _I,
)
KEPT = re.compile(
    r"\b(?:and|but)\s+(?:then\s+)?(?:(?:I|we)\s+(?:did|have|had|sent)|(?:(?:I|we)\s+)?(?:didn't|forgot|never|couldn't|failed))\b"
    r"|\b(?:that|this|it|which)\s+(?:was|got|has\s+been)\s+\w+",
    _I,
)
"""Behind what the sender once promised: it was kept, or it was not."""
US = re.compile(r"\b(?:us|me)\b", _I)
MEETS = re.compile(
    r"^(?:meet|join|attend|see|visit|be|stay|need|want|know|let|take\s+(?:us|me)\b|run|reach|arriv|travel)", _I
)
LAUGH_FIRST = re.compile(r"^\W*(?:lo+l|lmf?ao|rofl|(?:ha){2,}h?)\b|^\s*(?:😂|🤣)", _I)
ANEW = re.compile(r"(?:[:;–—]|\s-|\b(?:so|but|therefore|hence))(?:\s+then)?[\s,]*$", _I)
"""What stands before a new thought: what was denied or supposed before is done with."""
FROM_ME = re.compile(r"\b(?:from\s+me|me\s+to\s+you)\b", _I)
OUR = re.compile(r"\b(?:our|my)\b", _I)
OURS = re.compile(r"\b(?:our|us)\b", _I)
I_ACT = re.compile(r"\bI(?:'m|'ll|'ve|\s+(?:am|have|will|owe|just|can))\b")
AND_THING = re.compile(
    r"\s*,?\s+and\s+(?:then\s+)?(?P<thing>(?:the|an?|your|our|my)\s+[\w'-]+(?:\s+[\w'-]+){0,3})\s*", _I
)
"""Between two days: the same deed is done to another thing."""
CITED = re.compile(
    r"\b(?:per|under|see)\s+(?:section|clause|article|§)|\b(?:supplier|vendor|buyer|purchaser|licen[sc]ee"
    r"|contractor|either\s+party)\s+shall\b",
    _I,
)
"""A contract is cited."""
NOTICE = re.compile(
    r"^\W*(?:webinar|workshop|event|agenda|invitation|invite|join\s+us|register|save\s+the\s+date|announcement)\b", _I
)
"""An announcement or an invitation to many."""
ADVERT = re.compile(
    r"\bunsubscribe\b|\b(?:promo(?:tion)?|sale)\s*!|\b(?:sale|offer|deal|promo(?:tion)?)\s+(?:ends|expires|starts|runs)\b"
    r"|\bwhile\s+stocks?\s+lasts?\b|\blimited[- ]time\b|\b(?:out\s+of\s+office|auto(?:matic)?[- ]?reply)\b"
    r"|\bearly[- ]bird\b"
    r"|(?:^|[.!:]\s)\W*(?:order|buy|book|register|sign\s+up|subscribe|shop|enrol+)\s+(?:now|today|before|by)\b",
    _I | re.MULTILINE,
)
"""What is sent to everybody: an advertisement, an answer by machine."""
JOKE = re.compile(
    r"\b(?:jk|just\s+kidding|kidding|eat\s+my\s+(?:hat|shoe|words)|when\s+pigs\s+fly|hell\s+freezes"
    r"|unicorn|in\s+my\s+dreams|lottery|(?:name|sell)\s+my\s+(?:\w+\s+)?(?:kid|child|soul|kidney)"
    r"|at\s+this\s+rate|moon\s+on\s+a\s+stick|shave\s+my\s+head|pinky)|(?:^|\s)/s\b",
    _I,
)
LAUGH = re.compile(r"\b(?:l+o+l+|lmao|rofl|(?:ha){2,}|haha\w*)\b[\s!.]*$|[😂🤣]\s*$", _I)
VAGUE = re.compile(
    r"\b(?:try|trying|hopefully|hope|hoping|should\s+(?:be\s+able|have|get)|probably|aim(?:ing)?|(?:my"
    r"|our)\s+(?:level\s+)?best|see\s+(?:what|if|whether)|might|may\s+be\s+able|maybe|perhaps|likely"
    r"|plan(?:ning)?\s+to|expect\s+to|ideally|in\s+principle"
    r"|intend|if\s+possible|possibly|all\s+being\s+well|fingers\s+crossed|with\s+luck|i\s+think|roughly)\b",
    _I,
)
CONDITION = re.compile(
    r"\b(?:if|once|as\s+soon\s+as|provided(?:\s+that)?|providing|assuming|subject\s+to|pending|unless"
    r"|as\s+long\s+as|depending\s+on|when(?!ever))\b|\bin\s+case\b",
    _I,
)
THINKS = re.compile(r"\b(?:thinks?|believes?|says?|sure|certain|whether|that|hopes?|feels?)\s*$", _I)
SECOND = re.compile(r"(?<!thank )\b(?:you|your|yours|ya|ur?)\b", _I)
SOMEBODY = re.compile(
    r"\b(?:to|with|for)\s+(?:them|him|her|the\s+(?:customer|client|team|group)|everyone|everybody|all"
    r"|(?!\w+day\b)[A-Z][\w-]+)|\b(?:customer|client)s?'|^\W*[a-z]+\s+(?:them|him|her|every(?:one|body)|(?:the|each|every|all)\s+(?:\w+\s+)?(?:customer|client|guest|dealer)s?)\s+\w|\b(?:call|visit|email|ping|tell|ask|contact|meet)\s+(?:them|him|her|the\s+\w+"
    r"|[A-Z][\w-]+)"
)
ADVERB = re.compile(
    r"^(?:just|also|then|definitely|certainly|personally|absolutely|gladly|happily|quickly|first|now"
    r"|probably|likely|hopefully|still|even|both|all|surely|immediately|try\s+(?:to|and|(?:my|our)\s+(?:level\s+)?best\s+to)|do\s+(?:my"
    r"|our)\s+(?:level\s+)?best\s+to|go\s+ahead\s+and|make\s+sure\s+to|be\s+sure\s+to"
    r"|be\s+happy\s+to|be\s+glad\s+to|be\s+able\s+to|have\s+(?:someone|somebody|the\s+team|my\s+team"
    r"|\w+)\s+(?=send|call|contact|reach|email|look|check|follow)|get\s+to\s+work\s+and|be\s+(?=\w+ing\b)"
    r"|be\s+in\s+touch\s+(?:to|and))\s+",
    _I,
)
DEED = re.compile(
    r"^(?:re-?(?:send|sent|submit|issu|check|ship|book|draft|upload|run|work)|shoot|do\s*[,.!]|do\s+(?:by|tomorrow|today|this|next|on|first)|do$|send|sent|forward|shar"
    r"|e-?mail|mail|ship|deliver|drop|bring|get|give|provid|submit|prepar|draft|writ|updat|revis|fix|patch"
    r"|courier|supply|suppli|fill|swap|repair|redo|push|deploy|set\s+up|set|schedul|arrang|book|organi[sz]|call|ring|phon|ping|messag|text|contact"
    r"|reach|follow|circl|come\s+back|revert"
    r"|repl|respond|answer|check|verify|confirm|clarif|look\s+(?:into|at|up|over)|investigat|review"
    r"|read\s+through|go\s+(?:over|through)|test|ask|chas|talk|speak|discuss|rais|escalat|introduc|intro"
    r"|loop|invit|add|sign|countersign|pay|wir|transfer|invoic|refund|credit|replac"
    r"|install|migrat|finish|complet|wrap|clos|handl|take\s+(?:care|a\s+look|it\s+(?:up|from|forward|to)"
    r"|this|over|them|you|that)|sort|resolv|work\s+(?:on|with|out)|put|pull|compil|build|creat|make\s+sure"
    r"|make\s+(?:the|a|an|it|that|this|your|those|these)|ensur|let\s+(?:you|them|him|her|everyone|the)"
    r"|keep\s+(?:you|them|everyone|the\s+team)"
    r"|show|walk|demo|present|host|visit|swing|stop\s+by|join|attend|meet|return|fil[ei]|upload|post"
    r"|publish|releas|approv|order|translat|print|report|remind|coordinat|negotiat|find\s+out|figure\s+out"
    r"|dig|gather|collect|circulat|hand|pass\s+(?:on|it|this|that|along|your)|run\s+(?:it|this|that|the|a"
    r"|by|your)|kick|do\s+(?:it|that|this|the|so)"
    r"|have|hear|receiv|expect|consider|leave\s+(?:it|that|this)\s+(?:with|to)|offer|explain|clean|add"
    r"|renew|extend|cancel|refer|connect|track|log|open|tell|help|support|cover|honou?r|match|reduc|credit"
    r"|start|begin|turn|fly|come\s+(?:by|over|to|out|and)|see\s+(?:to|what|if|that|whether)|be\s+(?:at\s+your"
    r"|there|on\s*-?\s*site|with\s+you|in\s+your|on\s+your|sent|delivered|shipped|over|ready)|go\s+out"
    r"|arriv|reach)",
    _I,
)
SMALL = re.compile(
    r"^(?:check(?!\s+with)|look\s+(?:at|up|over)|take\s+(?:a\s+look|that|this|it)|test|add|writ|put|creat"
    r"|build|make\s+(?!sure)|print|log|open|read|find\s+out|figure|dig|investigat|collect|run|turn|start"
    r"|begin|do\b|track|give\s+(?:it|that|this|those|them|the|`)|fil[ei]"
    r"|post|publish|upload|push|patch|set(?!\s+up)|pick|close|clos|explain|ask|fix|report"
    r"|get\b(?!\s+(?:back|you|it\s+(?:done|over|to)))|update|updat|work\s+(?:on|with|out)|see\b|have|come(?!\s+back)"
    r"|fly|turn|reduc|match|tell|talk|show|submit|review|read|show|compil|pull|pass|hand|remind|discuss"
    r"|return|go\b|install|clean|start|explain|use|complet)",
    _I,
)
"""Deeds that people also do for themselves: with no day and nobody they are for, too little for a promise."""
STOP = re.compile(
    r"^(?:start\s+(?:by|with)|lunch|bed|dinner|the\b|a\b|eat|bet|admit|say\b|never|think|guess|grab|sleep"
    r"|nap|take\s+(?:a\s+(?:nap|break|walk|shower|day|week|holiday|vacation|bath|rest|seat|sip)|lunch|my"
    r"|some\s+time|the\s+(?:day|train|bus))|have\s+(?:the\s+(?:salmon|steak|fish|chicken|soup|same)|lunch"
    r"|dinner|breakfast|a\s+(?:coffee|beer|drink|look\s*$|nap|bite)|to\b|no\b|been|fun)|go\s+(?:home"
    r"|to\s+(?:bed|lunch|sleep|the\s+gym)|on\s+(?:vacation|holiday|leave)|with|for\s+(?:lunch|a)|afk"
    r"|offline|back\s+to)"
    r"|leave(?!\s+(?:it|that|this)\s+(?:with|to))|wait|stop(?!\s+by)|stick|live|die|kill|miss|need|want"
    r"|like|love|hate|know|assume|pass\b(?!\s+(?:on|it|this|that|along|your))|remember|forget|survive"
    r"|use\b|just\s+use|try\b(?!\s+(?:to|and|my|our)\b)|see\b(?!\s+(?:to|what|if|that|whether|you))"
    r"|be\b(?!\s+(?:at\s+your|there|on\s*-?\s*site|with\s+you|in\s+(?:your|touch)|on\s+your|sent|delivered"
    r"|shipped|over|ready|happy\s+to|glad\s+to))"
    r"|see\s+you|keep\s+(?:that\s+in\s+mind|an\s+eye|it\s+in\s+mind|quiet|my|trying|going|looking)|learn"
    r"|play|watch|listen|read\s+(?!through)|google|switch|stay|become|get\s+(?:used|to\s+it\b|lunch|coffee"
    r"|home|some\s+(?:sleep|food|coffee|rest)|it\b\s*$|there|fired|lost|a\s+(?:coffee|beer|drink|drink))"
    r"|let\s+(?:it|that|go)|take\s+it\s*$|do\s+(?:my\s+best\s*$|fine|without)|give\s+(?:it|that"
    r"|this)\s+a\s+(?:try|shot|go|spin|whirl)|give\s+up|put\s+up|ask\s+(?:around|again\s*$)"
    r"|look\s+(?:forward|like)|come\s+(?:back\s+later|home))",
    _I,
)
