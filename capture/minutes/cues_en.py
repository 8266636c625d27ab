"""How people promise in spoken English: the cue words, as patterns over one clause in lower case without fillers."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADVERBS = (
    "(?:also|then|just|definitely|certainly|gladly|happily|probably|try to|try and|personally|quickly|now|still"
    "|actually|immediately"
    "|make sure to|be sure to|go ahead and|go and|come and|have to|need to|do my best to|do our best to|at least"
    "|simply|maybe|likely|hopefully|again|all|both)"
)
_WILL = (
    r"(?:['’ ]ll| will| shall|(?:['’]m| am|['’]re| are|was|were) (?:just )?(?:going to|gonna)|['’]m about to)\b"
    rf"(?! not\b| never\b)(?: {_ADVERBS})*"
)
WILL = re.compile(rf"\b(?P<we>i|we|[a-z]+ and i){_WILL} (?P<verb>[a-z]+)(?P<rest>.*)")
"""I'll send it: `verb` is what will be done, `rest` what follows."""

OFFER = re.compile(
    r"\b(?P<we>i|we) (?:can|could) (?:(?:also|certainly|definitely|probably|just|then|always|maybe) )*"
    r"(?P<verb>[a-z]+)(?P<rest>.*)"
)
"""I can send you: a promise only where it goes to the listener or names a day."""

LET_ME = re.compile(
    r"\b(?:let me|lemme) (?!know|have)(?:(?:just|also|quickly|first|go|go ahead|and"
    r"|then) )*(?P<verb>[a-z]+)(?P<rest>.*)"
)
GIVES_WORD = re.compile(
    r"\b(?:i['’]m|i am|we['’]re|we are|i['’]d be|we['’]d be) (?:more than |very )?(?:happy|glad) to (?!hear|see|say"
    r"|be\b|help\b)|\b(?:i|we) (?:promise|guarantee|commit to)\b(?! (?:you )?(?:that|this|it)\W*$)|\bleave (?:it|that"
    r"|this)(?: one)? (?:with|to) (?:me|us)\b|\bconsider it done\b"
    r"|\byou(?:['’]ll| will) (?:have|get|receive) (?:it|them|that|one|the|our|my|a copy)\b"
    r"|\byou(?:['’]ll| will) hear from (?:me|us)\b"
    r"|\bi(?:['’]m| am| was) (?:trying|planning|willing) to (?:get|send|give|bring|find|ask|arrange|call|talk|write"
    r"|do the)\b|\bit['’]ll be (?:with you|in your inbox)\b|\bexpect (?:it|that|them)\b|\bi owe you (?:the|a|an|that)\b"
    r"|\bgive (?:me|us) (?:until|till|a day\b|a couple of days|(?:one|two|three|a few|\d) (?:working "
    r"|business )?days)(?!.*notice)"
)
YOU_GET = re.compile(r"\byou(?:['’]ll| will) (?:have|get|receive)\b")
ON_SCREEN = re.compile(
    r"^(?:pull|bring|put|throw|flip|switch) (?:(?:it|that|this) )?(?:up|over|to)\b(?!.*\byou)"
    r"|^let \w+ (?:take|talk|speak|say|show|explain|answer|introduce|handle|present|walk)\b|^(?:grab|get) (?:an?|my"
    r"|some) (?:\w+ )?(?:chair|seat|coffee|tea|water|pen|drink)\b"
)
"""Done at once, for all to see: "I'll pull up the slides"."""

_CONSENT = (
    "(?:yes|yeah|yep|sure|sure thing|of course|okay|ok|absolutely|certainly|no problem|no worries|sounds good"
    "|definitely|deal|fine|great|perfect|alright|all right|right|cool|got it|you got it|you bet|not at all"
    "|understood|fair enough|oh"
    "|can(?: lah)?(?=[,.!]|$))"
)
WILL_DO = re.compile(
    rf"^\W*(?:{_CONSENT}\W+)*"
    r"(?:will do|on it|i['’]m on it|i will|we will|i['’]ll do (?:it|that))\W*$"
)
DOING = re.compile(
    r"\b(?:i['’]m|i am|we['’]re|we are) (?:also |then |just "
    r"|already )?(?P<verb>[a-z]+?)(?P<double>[a-z])?ing\b(?P<rest>.*)"
)
"""I'm sending it tomorrow: the present, with a day ahead."""

OBLIGED = re.compile(
    r"\b(?:i|we)(?:['’]ve got| have| need| got|['’]ll need|['’]ll have) to (?P<verb>[a-z]+)(?P<rest>.*)"
)
"""I have to check with my boss: said to the other side, that is a promise to find out."""

OF_SOMEBODY = re.compile(r"\b(?:with|back|by|past|my|our|legal|finance|boss|management|team)\b")

THIRD = re.compile(
    r"^\W*(?:(?:and|so|but|okay|ok|fine|yeah|sure|then|well|great|yes|(?:on|from) (?:our|my) (?:side|end))\W+)*"
    r"(?P<who>(?:our|my|the) [a-z]+(?: [a-z]+){0,2}?|[a-z][\w'’-]*?(?: [a-z]+)??)"
    r"(?: from [a-z]+|(?P<ours> (?:from|on|at|in) (?:our|my) [a-z]+(?: [a-z]+)??))?"
    r"(?: will| is going to| are going to|['’]s going to|['’]ll) (?P<tries>try (?:to|and) )?"
    r"(?!not\b|never\b|be\b(?! on site| there\b| with you| joining)|need\b|have to|want\b|take\b|see\b"
    r"|come with)(?P<verb>[a-z]+)(?P<rest>.*)"
)
"""Leo will send you: `who` is to do it."""

GOES_ON = re.compile(
    rf"^(?:and|then)(?: then)? (?:{_ADVERBS} )*"
    r"(?!(?:i|we|you|they|he|she|it|the|that|my|our|your|what|if|there|this)\b)[a-z]+"
)
"""A second deed of the same subject: "and cut over on the fifth"."""

NOW_VERBS = _words(
    "have discuss meet describe work increase save present say see think know tell admit bet assume guess "
    "argue agree disagree explain show ask want wish like love hate need believe understand remember "
    "forget wait hope mention repeat rephrase restate skip start begin stop speak talk walk jump open "
    "close turn read summarise summarize be become use always grant give come pay keep live lose win go"
)
"""Behind "I'll" these mostly tell what happens now, or nothing: a promise only with a day, or with ..."""

FOR_SOMEBODY = re.compile(
    r"\b(?:you (?:an?|the|your|my|our|over|some|by|today|tomorrow|tonight|on|within|before|for|in|at)|back to"
    r"|with you|it up with"
    r"|(?:it|that|them) to|to (?:my|our|the|your)|across|into it|over to|care of|a (?:\w+ )?look|a draft"
    r"|responsibility|on site"
    r"|through (?:it|them|the (?:doc|contract|draft|numbers)|that)|(?:it|that) through|what (?:i|we) can)\b"
    r"|^ (?:them|him|her)\b"
)
""" ... somebody for whom it is done."""

BEING = re.compile(r"^ (?:there|on site|back|joining|with you (?:by|on|at)|\w+ing (?:you|it|the|them|that))\b")
"""I'll be there, I'll be sending it: more than how somebody feels."""

DECIDES = re.compile(
    r"^take (?:\d|it$|one\b|two\b|three\b|five\b|ten\b|twenty\b|fifty\b|a hundred|the \w+ (?:plan|package|option))"
)
"""We'll take twenty units: a decision."""

TO_LISTENER = re.compile(r"\b(?:you|your)\b")
TO_YOU = re.compile(
    r"\b(?:you|your|over|across|back to|for (?:the|both|all)|to the (?:team|group)|by|until|before|into it)\b|\b(?:it"
    r"|that|them)\W*$"
)
DELIVERS = _words(
    "send share forward email mail text call ring get give bring prepare write draft put set book "
    "schedule arrange organise organize check find look ask talk get speak confirm follow circulate drop "
    "post introduce loop connect update add include fix rerun rework revise record reserve order ship "
    "deliver provide redo dig chase push come go take help try make print copy chat insert replace build see have "
    "swing pop"
)
CAUSES = re.compile(
    rf"^(?:have|get) (?:my|our|the|somebody|someone"
    rf"|one of) (?:[a-z]+ ){{0,3}}?(?:to )?(?:{'|'.join(sorted(DELIVERS))})\b(?! of\b)"
)
"""I'll have my drawing office revise it."""

FINDS_OUT = _words(
    "check find look ask talk get call dig run go send chase take confirm speak try double bring work pull set email"
)
SENDS = re.compile(
    rf"\b(?:have|get) (?P<who>(?!I\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:to )?(?:{'|'.join(sorted(DELIVERS))}|sign)\b"
)
"""I'll get Nadia to call you: over the clause as it is written."""

ASKS_AND = re.compile(rf"\band (?:then )?(?:{'|'.join(sorted(DELIVERS - _words('see take go come')))})\b")
"""I'll ask Hank, and set up a call."""

LET_VERBS = FINDS_OUT | DELIVERS - _words("put add see give share make help try go come look")
PRONOUNS = _words(
    "i we you he she they it that this there these those which who what everybody everyone nobody somebody one"
)

NOT = re.compile(r"\b(?:not|never|nobody|no one|unlikely|cannot)\b|n['’]t\b")
REPORTS = re.compile(
    r"\b(?:he|she|they|it|who|people|somebody|everyone) (?:said|says|say|told|thinks?|thought|wants?)\b|\bi (?:told"
    r"|said|thought|used)\b"
)
SUBORDINATE = re.compile(
    r"(?<!promise )(?<!sure )(?<!so )\b(?:how|what|where|which|why|whether|if|when|until|that|like|say|says|said"
    r"|things|way|because|cause) (?:i|we)(?:['’]ll| will|['’](?:m|re) (?:going|gonna))"
)
"""A deed that is only spoken about: "it depends on how we'll do it"."""

VAGUE = re.compile(
    r"\b(?:try to|try and|trying to|do (?:my|our) best|should be able to|see (?:what|if) (?:i|we) can|hopefully|maybe"
    r"|might|in principle|if possible|as far as possible|(?:i|we) hope to|aim(?:ing)? to|at some point|possibly"
    r"|can['’]t promise|with any luck|ideally|probably (?:send|do|get|have))\b"
)
TRIES = re.compile(
    r"^(?:(?:but|and) )?(?:(?:i |we )?should be able to|hopefully|fingers crossed|no promises|can't promise"
    r"|if possible)\b"
)
"""Takes half back what the clause beside it promised."""

ABLE = re.compile(
    r"^(?:(?:yes|yeah|sure|okay|i think|well|hm+)\W+)*"
    r"(?:(?:i|we) (?:should|might|may) be able to\b|in principle (?:yes|i|we)\b)"
)
ACCEPTS = re.compile(rf"^\W*(?:(?:{_CONSENT}|will do)\W+)+")
AGREES = re.compile(
    r"\b(?:yep|can(?=\W)|not at all|you bet|sure|of course|absolutely|certainly|no problem|will do|definitely"
    r"|you got it|sounds good|can do)\b"
)
_NO_THING = (
    r"(?! (?:an?|the) (?:\w+ )?(?:sense|idea|feel|example|hint|look|seat|word|chat|coffee|tea|drink|moment|minute)\b)"
)
"""What is had at once is no promise."""

REQUESTS = re.compile(
    r"\b(?:can|could|would|will) you (?!hear|see|explain|say|repeat|live|accept|match|(?:send|give) (?:me|us)\b"
    r"|tell me (?:what|why|how))"
    r"|\bplease\b(?! (?:sit|come|go ahead|have a|help yourself|take a|wait|hold|continue|start))|\bmake sure\b"
    rf"|\bi need you to\b|\b(?:send|give|get|forward) (?:me|us)\b(?! (?:in|off)){_NO_THING}"
    r"|\blet (?:me|us) (?:know(?! what)|have)\b|\bdon['’]t forget\b|\bput that in\b"
    rf"|\b(?:can|could|may) (?:i|we) (?:also )?(?:have|get)\b{_NO_THING}"
    rf"|\b(?:i|we)(?:['’]d| would) (?:love|like|need|appreciate)(?= (?:an?|the)\b){_NO_THING}"
)
FILLER = re.compile(r"^(?:(?:i )?(?:think|guess|hope|believe)|maybe|probably|or so|to be honest)$")
JOKE = re.compile(r"\b(?:just kidding|only joking|joking|kidding|haha|lol)\b")
