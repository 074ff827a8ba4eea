"""Words after which a shopper is offered a person: danger, threats of law, anger.

Only what tells of something that happened counts for danger ("caught fire", "swallowed"):
"can it catch fire?" asks about a property and is answered as such.
"""

from __future__ import annotations

import enum
import re

# A question or a denial: "has it ever exploded?", "this isn't a scam", "protects against fraud".
_DENIED = re.compile(
    r"(?:\b(?:not|never|ever|no|without|against|prevents?|anti|avoid|stops?|hardly)|n['’]?t)\b"
    r"[\s\w'’-]{0,24}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,;:!?\n]|\b(?:but|and|because|so)\b", re.IGNORECASE)

# Characters before an alarm in which it can be denied.
_REACH = 60

_WHO = r"(?:i|me|my|myself|he|him|his|himself|she|her|herself|we|us|our|they|them|their)"
_CHILD = r"(?:child|kid|son|daughter|baby|toddler|boy|girl|dog|cat|puppy|wife|husband|mum|mom|dad)"
_BODY = (
    r"(?:skin|hands?|fingers?|thumb|arms?|legs?|foot|feet|toes?|face|eyes?|lips?|mouth|neck|back"
    r"|head|scalp|ears?|throat|ankles?|wrists?|knees?|stomach)"
)

_SAFETY = (
    r"(?:caught|catching|started|set|is on|was on|'s on|went on|are on) fire(?![- ](?:pit|place))",
    r"(?:burst|went up|goes? up) in(?:to)? flames?",
    (
        r"(?:it|they|one|this|that|which|battery|charger|lamp|bottle|glass|kettle|phone|bulb|heater"
        r"|stove|lantern|can|jar|torch|pack|cable) (?:just |has |have |had )?(?:exploded"
        r"|shattered in)"
    ),
    r"(?:blew|blown) up (?:in|on|while|when|at) ",
    (
        r"(?:is|was|'s|started|starts|began|are|were) (?:smoking|sparking|overheating|melting)\b"
        r"(?! (?:hot|point))"
    ),
    r"(?:smoke|sparks|flames) (?:came|coming|is coming|are coming|comes|come|pouring)",
    r"(?:overheated|short[- ]circuited)",
    # Not "hurt": shoes that hurt one's feet are a question of fit.
    (
        rf"(?:burn(?:ed|t|s|ing)?|scald(?:ed|s)|cut|sliced|injured|irritat(?:ed|es|ing)"
        rf"|scratched|pinched|crushed|bruised|poked) "
        rf"(?:my|his|her|our|their)(?: \w+'s)?(?: {_CHILD}'?s?)?(?: \w+)? {_BODY}\b"
    ),
    (
        rf"(?:burn(?:ed|t)|cut|injured|hurt|scalded|electrocuted|poisoned) "
        rf"(?:myself|himself|herself|themselves|ourselves|me|(?:my|our) (?:\w+ )?{_CHILD})\b"
    ),
    (
        rf"{_WHO}(?: {_CHILD})? (?:just |was |is |were |are |has been |got |have been |am )+"
        r"(?:badly |seriously |slightly )?(?:injured|burned|burnt|bleeding|electrocuted|poisoned"
        r"|hospitali[sz]ed|choking|scalded)"
    ),
    (
        rf"(?:{_WHO}|{_CHILD}) (?:just |has |have |almost |nearly |had )*(?:swallowed"
        rf"|choked|ingested"
        r"|suffocated|inhaled)"
    ),
    (
        r"(?:got|gave \w+|gives \w+|giving \w+|received|had"
        r"|getting) an? (?:\w+ )?(?:electric(?:al)? )"
        r"?(?:shock(?! absorb)|rash|burn|chemical burn|allergic reaction)\b"
    ),
    (
        r"(?:having|had|has|got|caused|causes|causing|gave \w+) (?:an? |my )?(?:\w+ )?"
        r"(?:allergic reaction|rash|blisters|burns)\b"
    ),
    r"broke out in (?:a rash|hives|spots)",
    (
        r"(?:went|had to go|taken|rushed|ended up|am|is|was|are|'s|'m) (?:to|in|at) (?:the |a )?"
        r"(?:hospital|emergency room|a&e|er)\b(?! (?:bag|shoes|gown|staff|nurse))"
    ),
    r"(?:call(?:ed|ing)?|need) (?:an |the )?(?:ambulance|poison cent(?:er|re)|fire brigade)",
    r"(?:can['’]?t|cannot|couldn['’]?t|trouble|difficulty) (?:breathe|breathing)\b",
    r"(?:carbon monoxide|gas) (?:alarm went|poisoning)|smells? of burning|gas leak",
)
_LEGAL = (
    r"(?:i['’]?ll|i will|we will|we['’]?ll|going to|gonna|want to|have to|about to) sue\b",
    r"\b(?:sue|suing) (?:you|your|this|the (?:shop|company|store)|for)\b",
    (
        r"(?<!for )\b(?:my|our) (?:lawyers?|attorneys?|solicitors?|barrister|legal team)\b"
        r"(?! (?:friend|wife|husband|boss|boyfriend|girlfriend|sister|brother|son|daughter))"
    ),
    (
        r"(?:call|contact|talk to|speak to|consult|get|hire|ask|hear from|involve|see|go to) "
        r"(?:a|the|an|some) (?:lawyer|attorney|solicitor)"
    ),
    r"\b(?:legal (?:action|steps|proceedings|consequences)|law ?suit|small claims|press charges)\b",
    r"(?:take|taking|drag|see|seeing) (?:you|this|your \w+|it) (?:all )?(?:to|in) court\b",
    (
        r"\breport(?:ing|ed)? (?:you|this (?:shop|store|site|company)|your (?:shop"
        r"|company)|it|this)"
        r"(?: \w+)? to (?:the )?(?:police|authorit\w+|trading standards|consumer"
        r"|ombudsman|regulator)"
    ),
    r"(?<!you )(?:call|calling|go(?:ing)? to|contact|inform|involve|tell) the (?:police|cops)\b",
    (
        r"\b(?:trading standards|ombudsman|better business bureau|data protection authority"
        r"|consumer (?:protection|advice|association|cent(?:er|re)|council))\b"
    ),
    r"\bcharge ?backs?\b|dispute (?:the|this|my) (?:charge|payment|transaction)",
    r"breach of contract|against the law|\b(?:that|this|it)(?:['’]?s| is) illegal\b",
)
_SWEARING = (
    (
        r"\bf[*#@]{2,}\w*|\b(?:mother)?f[u*#@]+c?k(?:ing|ed|ers?|s|in|ery|wits?)?\b"
        r"(?! (?:love|great|awesome|amazing|good|nice|gorgeous|cool))"
    ),
    r"\b(?:bull|horse|dip)?sh[i*#@!1]t(?:ty|show|hole|s|e)?\b(?! ton| load|[- ]?tzu)",
    (
        r"\b(?:bastards?|ass ?holes?|arse ?holes?|dick ?heads?|wankers?|bitch(?:es)?|c[u*]nts?"
        r"|pricks?|twats?|douchebags?|scumbags?|jackass(?:es)?)\b(?! pear)"
    ),
    (
        r"\b(?:wtf|ffs|stfu|gtfo)\b|what the (?:hell|heck|f\b)|go to hell|piss(?:ed)? off"
        r"|screw you|for (?:god|christ|fuck)['’]?s sake|\bgod ?damn(?:ed)?|\bdammit"
        r"|damn (?:it|you)\b"
    ),
    (
        r"\b(?:idiots?|morons?|imbeciles?|liars?|crooks?|thieves|scammers?|fraudsters?"
        r"|con ?m[ae]n)\b"
        r"(?!['’-]?s? (?:guide|proof))"
    ),
)
_ANGER = (
    *_SWEARING,
    r"\bscam(?:s|med|ming)?\b(?! protection)|\bfraud\b(?! (?:protection|prevention|alert))|con job",
    (
        r"(?:got|get|been|being|was|were|am|feel|i['’]?m|totally|completely) ripped off"
        r"|\brip[- ]?offs?\b"
    ),
    (
        r"you (?:guys |people |all |just )?(?:lied|cheated|stole|robbed|tricked|deceived|scammed)"
        r"|(?:stole|stolen|robbed|stealing|steal) (?:me|my money|our money|from me)"
    ),
    (
        r"(?:this|that|it|your \w+|which)(?: \w+)?(?: is|['’]?s| are) (?:just |so |totally "
        r"|completely |absolute(?:ly)? |simply |really |utterly |beyond |an? )*(?:ridiculous"
        r"|unacceptable|outrageous|disgraceful|disgusting|pathetic|appalling|joke|disgrace|outrage"
        r"|nightmare|crap|garbage|useless|atrocious|infuriating|insulting)\b"
    ),
    (
        r"(?:worst|terrible|awful|horrible|horrendous|shocking|appalling|pathetic|disgusting|lousy"
        r"|abysmal|useless|rubbish|crappy|dreadful|bloody) (?:customer |online |ever )?(?:service"
        r"|support|shop|shops|store|stores|company|website|site|experience|bot|chatbot"
        r"|people|quality"
        r"|seller)\b"
    ),
    (
        r"never (?:ever )?(?:buy|buying|order|ordering|shop|shopping"
        r"|again buy)(?: \w+)? (?:here|from "
        r"you|with you|from this|anything|again)"
    ),
    (
        r"(?:sick(?: and tired)?|tired|fed up|had enough) (?:of|with) (?:you|your|this"
        r"|waiting|being"
        r"|it|all)\b|\bfed up\b|had it with you|(?:lost|losing|out of"
        r"|running out of) (?:my )?patience"
    ),
    (
        r"\b(?:i['’]?m|i am|we are|we['’]?re|makes me|feel|getting) (?:so |very |really "
        r"|absolutely "
        r"|extremely |beyond |getting |pretty |quite |bloody )*(?:angry|furious|livid"
        r"|pissed|outraged"
        r"|fuming|disgusted|mad at)\b"
    ),
    (
        r"\b(?:hate (?:you|your|this (?:shop|store|bot|company|site))|stupid (?:bot|shop"
        r"|robot|machine"
        r"|company|people|website|chatbot|thing)|dumb (?:bot|robot|machine|chatbot))\b"
    ),
    (
        r"(?:shame on you|how dare you|waste of (?:my )?(?:time|money)|you (?:suck|people suck)"
        r"|ruined (?:my|our))"
    ),
)


class Alarm(enum.Enum):
    """Why a person is offered; the gravest comes first."""

    SAFETY = "safety"
    LEGAL = "legal"
    ANGER = "anger"


_WORDS = {
    Alarm.SAFETY: re.compile("|".join(_SAFETY), re.IGNORECASE),
    Alarm.LEGAL: re.compile("|".join(_LEGAL), re.IGNORECASE),
    Alarm.ANGER: re.compile("|".join(_ANGER), re.IGNORECASE),
}


def read_alarm(text: str) -> Alarm | None:
    """The gravest alarm that `text` gives; ``None`` for ordinary messages and pressed buttons."""
    if text.startswith("/"):
        return None
    plain = " ".join(text.replace("’", "'").split())
    return next((alarm for alarm, words in _WORDS.items() if _said(words, plain)), None)


def _said(words: re.Pattern[str], text: str) -> bool:
    """Whether any of `words` is stated; what a negation in the same clause denies is not."""
    for match in words.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        clause = _CLAUSE.split(before)[-1]
        if not _DENIED.search(clause):
            return True
    return False
