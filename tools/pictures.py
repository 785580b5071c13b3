"""Pictures in the documentation: what the program prints today on a terminal, in its colours, as SVG.

Each command is run in the local internet, on a list of its own.
"""

from __future__ import annotations

import io
import shlex
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from transcripts import output_of

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 120
ITEMS = """\
# Small Models

## Quantization

1. **Q8BERT: Quantized 8Bit BERT** (arXiv 2019)
   Ofir Zafrir, Guy Boudoukh, Peter Izsak, Moshe Wasserblat<br>
   [[pdf](https://arxiv.org/abs/1910.06188)]
2. **TernaryBERT: Distillation-aware Ultra-low Bit BERT** (EMNLP 2020)
   Wei Zhang, Lu Hou, Yichun Yin, et al.<br>
   [[pdf](https://arxiv.org/abs/2009.12812)]
3. **GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers** (ICLR 2023)
   Elias Frantar, Saleh Ashkboos, Torsten Hoefler, Dan Alistarh<br>
   [[pdf](https://arxiv.org/abs/2210.17323)]

## Pruning

1. **Are Sixteen Heads Really Better than One?** (NeurIPS 2019)
   Paul Michel, Omer Levy, Graham Neubig<br>
   [[pdf](https://arxiv.org/abs/1905.10650)]
2. **SparseGPT: Massive Language Models Can Be Accurately Pruned in One-Shot** (ICML 2023)
   Elias Frantar, Dan Alistarh<br>
   [[pdf](https://arxiv.org/abs/2301.00774)]
"""
ROWS = """\
# Small Models

| Venue | Paper | Authors |
| --- | --- | --- |
| NeurIPS 2023 | [QLoRA: Efficient Finetuning of Quantized LLMs](https://arxiv.org/abs/2305.14314) | Dettmers et al. |
| EMNLP 2020 | [TernaryBERT: Distillation-aware Ultra-low Bit BERT](https://arxiv.org/abs/2009.12812) | Zhang et al. |
| arXiv 2019 | [Q8BERT: Quantized 8Bit BERT](https://arxiv.org/abs/1910.06188) | Zafrir et al. |
"""
PICTURES = {
    Path("docs/add.svg"): (
        ITEMS,
        "add README.md https://proceedings.mlr.press/v139/kim21d.html --section Quantization --yes",
    ),
    Path("docs/add-row.svg"): (ROWS, "add README.md https://proceedings.mlr.press/v139/kim21d.html --yes"),
}
"""The README and the arguments that each picture shows, by its path in the checkout."""
_FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's picture without the font that it has from the web: pages show pictures without anything from elsewhere."""


def pictures() -> dict[Path, str]:
    """Return the text of every picture by its path in the checkout."""
    return {path: picture(*shown) for path, shown in PICTURES.items()}


def picture(readme: str, arguments: str) -> str:
    """Return an SVG of a terminal on which `awesomelint` was run with a line of arguments beside a README."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "README.md").write_text(readme, encoding="utf-8")
        net = f"python {shlex.quote(str(ROOT / 'tests' / 'net'))} exec -- "
        output = output_of(arguments, Path(folder), net, is_colored=True)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(f"$ awesomelint {arguments}\n{output}"), end="")
    svg = console.export_svg(theme=MONOKAI, code_format=_FORMAT, title="", unique_id="terminal")
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())
