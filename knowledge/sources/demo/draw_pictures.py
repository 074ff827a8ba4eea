"""Draw the demo shop's product pictures: `python -m knowledge.sources.demo.draw_pictures`.

A shape (`shapes/<kind>.svg`) is a drawing whose colours are names. `pictures.yaml`
says for each product which shape, which of its optional details, and which accent
it takes; the product's first colour, or else the accent, gives the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

DEMO = Path(__file__).resolve().parent
SVG = "http://www.w3.org/2000/svg"
BACKGROUND = "#f4f0e9"
WHITE = "#ffffff"
NIGHT = "#18202c"


class DrawingError(ValueError):
    """A shape, a detail or a colour that `pictures.yaml` names does not exist."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `pictures.yaml` says about one product."""

    shape: str
    details: frozenset[str]
    accent: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of a product that its picture depends on."""

    id: str
    title: str
    color: str | None


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` (0 to 1) of `other`, both written #rrggbb."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def brightness(color: str) -> float:
    """Perceived brightness of #rrggbb, 0 for black to 1 for white."""
    red, green, blue = bytes.fromhex(color[1:])
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def tones(main: str, accent: str, materials: Mapping[str, str]) -> dict[str, str]:
    """What each colour name in a shape stands for."""
    # A dark colour cannot get much darker: its parts are set off by lighter tones.
    other = NIGHT if brightness(main) > 0.25 else WHITE
    return {
        **materials,
        "main": main,
        "shade": mix(main, other, 0.13),
        "deep": mix(main, other, 0.28),
        "light": mix(main, WHITE, 0.28),
        "pale": mix(main, WHITE, 0.6),
        "accent": accent,
    }


def backdrop(main: str) -> Iterator[ET.Element]:
    """The ground that all pictures share, with a disc in a breath of the colour."""
    yield ET.Element("path", d="M0 0H400V400H0Z", fill=BACKGROUND)
    disc = mix(main, BACKGROUND, 0.8) if brightness(main) < 0.8 else mix(BACKGROUND, NIGHT, 0.12)
    yield ET.Element("circle", cx="200", cy="200", r="170", fill=disc)


def shadow(shape: ET.Element) -> Iterator[ET.Element]:
    """What a thing that stands on the ground casts; clothes and the like hang."""
    if ground := shape.get("data-ground"):
        half = str(int(shape.get("data-breadth", "284")) // 2)
        yield ET.Element(
            "ellipse", cx="200", cy=ground, rx=half, ry="9", fill=NIGHT, opacity="0.13"
        )


def chosen(shape: ET.Element, plan: Plan) -> Iterator[ET.Element]:
    """The shape's elements without the details that the plan leaves out."""
    known = {element.get("data-detail") for element in shape}
    if missing := plan.details - known:
        raise DrawingError(f"shapes/{plan.shape}.svg has no detail {min(missing)!r}")
    for element in shape:
        detail = element.attrib.pop("data-detail", None)
        if detail is None or detail in plan.details:
            yield element


def draw(subject: Subject, plan: Plan, shape: ET.Element, colors: Mapping[str, str]) -> str:
    """The picture of one product as SVG text."""
    picture = ET.Element("svg", xmlns=SVG, viewBox="0 0 400 400", role="img")
    in_color = f" in {subject.color}" if subject.color else ""
    ET.SubElement(picture, "title").text = f"Drawing of {subject.title}{in_color}"
    main = colors[subject.color or plan.accent]
    picture.extend(backdrop(main))
    picture.extend(shadow(shape))
    picture.extend(list(chosen(shape, plan)))  # extend hides what a generator raises
    names = tones(main, colors[plan.accent], colors)
    for element in picture.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        element.tail = None
        element.text = (element.text or "").strip() or None
        for paint in ("fill", "stroke"):
            value = element.get(paint, "none")
            if value != "none" and not value.startswith("#"):
                element.set(paint, names[value])
    return ET.tostring(picture, encoding="unicode") + "\n"


def read_subjects(catalog: Path) -> list[Subject]:
    """Every product of the catalogue with its first colour."""
    rows = [json.loads(line) for line in catalog.read_text(encoding="utf-8").splitlines()]
    return [
        Subject(row["id"], row["title"], row["variants"][0]["options"].get("color")) for row in rows
    ]


def pictures() -> Iterator[tuple[str, str]]:
    """Each product's id and its picture as SVG text."""
    guide = yaml.safe_load((DEMO / "pictures.yaml").read_text(encoding="utf-8"))
    for subject in read_subjects(DEMO / "catalog.jsonl"):
        name, accent, *details = guide["products"][subject.id].split()
        plan = Plan(name, frozenset(details), accent.replace("-", " "))
        shape = ET.parse(DEMO / "shapes" / f"{name}.svg").getroot()  # noqa: S314 - our own files
        yield subject.id, draw(subject, plan, shape, guide["colors"])


def main() -> None:
    """Draw every product anew into `pictures/`."""
    folder = DEMO / "pictures"
    folder.mkdir(exist_ok=True)
    drawn = dict(pictures())
    for product_id, text in drawn.items():
        (folder / f"{product_id}.svg").write_text(text, encoding="utf-8")
    print(f"{len(drawn)} pictures drawn")


if __name__ == "__main__":
    main()
