"""The rules that reading enforces: a file that breaks one cannot be checked further."""

from __future__ import annotations

# Id, and what must hold, in Chinese and in English; shown on the contributing page.
READING_RULES: tuple[tuple[str, str, str], ...] = (
    (
        "files",
        "每个文件都放在规定的位置，名字符合规定，是普通文件而不是符号链接。",
        "Each file stands in its place under a proper name, and is no symbolic link.",
    ),
    (
        "file-size",
        "源文件不超过 256 KiB。",
        "A source file has at most 256 KiB.",
    ),
    (
        "encoding",
        "文本是 UTF-8，没有 BOM 和空字符，只用 LF 换行，并以换行结尾。",
        "Text is UTF-8 without BOM or NUL, with LF line ends and a final one.",
    ),
    (
        "yaml",
        "YAML 只用文本、整数、日期、列表和映射；没有标签、锚点、重复的键和制表符。",
        "YAML holds text, whole numbers, dates, lists and mappings; no tags, anchors, "
        "duplicate keys or tabs.",
    ),
    (
        "front-matter",
        "每个问题的元数据齐全，类型和取值正确，没有多余的键。",
        "A question's front matter is complete and typed, with no unknown key.",
    ),
    (
        "editions",
        "每个文件先有中文版，后有英文版，各恰好一次。",
        "A file holds the Chinese edition, then the English one, once each.",
    ),
    (
        "example-files",
        "每个问题都有示例程序和它的输出，没有不属于任何问题的示例。",
        "Each question has its example and output, and no example lacks a question.",
    ),
    (
        "topics",
        "每个主题都有唯一的标识，以及两种语言的标题和一句话说明。",
        "Each topic has an id of its own, and a title and a sentence in each language.",
    ),
    (
        "glossary",
        "每个术语都有唯一的标识和两种语言的定义，同一写法不属于两个术语。",
        "Each term has an id of its own and a definition in each language; "
        "no two terms share a form.",
    ),
    (
        "bibliography",
        "参考文献是合法的 BibTeX，键不重复。",
        "The bibliography is valid BibTeX without duplicate keys.",
    ),
    (
        "published",
        "已发布的编号和网址名逐行记录，各出现一次。",
        "Published ids and slugs are listed one a line, each once.",
    ),
    (
        "redirects",
        "每条重定向都从一个网址名指向另一个网址名。",
        "Each redirect leads from one slug to another.",
    ),
    (
        "errata",
        "勘误分更正与误传两列，每条有标识、所属的题和两种语言的误与正；更正另有日期。",
        "Errata are corrections, which are dated, and misconceptions; each has an id, "
        "a question, and what is wrong and right in each language.",
    ),
    (
        "names",
        "names.yml 逐行列出含数字的名称，各出现一次。",
        "names.yml lists names that hold a digit, each once.",
    ),
    (
        "exceptions",
        "exceptions.yml 的每一条写明是哪一题、两种语言的原文，以及理由。",
        "Each entry of exceptions.yml names its question, quotes both editions, and "
        "gives a reason.",
    ),
    (
        "synonyms",
        "synonyms.yml 的每一条列出两种语言里的同义说法，每个词只出现一次。",
        "Each entry of synonyms.yml lists words of both languages for one idea, and "
        "no word stands twice.",
    ),
    (
        "example-run",
        "示例程序在独立的解释器里运行成功，不联网，占用处理器不超过两秒。",
        "The example runs in a fresh interpreter, without network, in two seconds of "
        "processor time.",
    ),
    (
        "example-output",
        "示例程序打印的正是它的输出文件。",
        "The example prints exactly what its output file holds.",
    ),
)
