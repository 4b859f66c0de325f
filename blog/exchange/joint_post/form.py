"""The remains of a comment form, which come along when a page is copied from a blog."""

import re
from typing import Final

from .lines import Line

# Wording of the forms of WordPress and its Chinese relatives, in the three locales.
_CERTAIN: Final = r"""
    (?:leave|post|add|write)\ a\ (?:comment|reply)(?:\ cancel\ reply)? | cancel\ reply
    | (?:post|submit)\ comment | Δ
    | your\ e-?mail(?:\ address)?\ will\ not\ be\ published
    | required\ fields\ are\ marked
    | save\ my\ name,?\ e-?mail,?\ (?:and|&)\ website\ in\ this\ browser\ for\ the\ next\ time\ i\ comment
    | (?:发表|發表|发布|發佈|發布|提交|留下)(?:评论|評論|回复|回覆|迴響|留言) | 留言 | 取消(?:回复|回覆)
    | [您你]的(?:电子|電子)?(?:邮箱|郵箱|邮件|郵件)(?:地址|位址)?
      (?:不会|不會|將不會|并不会|並不會|不)被?(?:公开|公開)
    | 必填(?:项|項|字段|欄位|栏位)?
      (?:已用|标记为|標記為|標示為|标注为|標註為)\s?\*?\s?(?:标注|標註|標注|标记|標記)?
    | 在此(?:浏览器|瀏覽器)(?:中|裡)?(?:保存|儲存)我的.{2,30}
    | (?:name|e-?mail|website|comment|姓名|名称|名稱|昵称|暱稱|邮箱|郵箱|电子邮箱|電子郵箱|电子邮件|電子郵件
      |网站|網站|网址|網址|评论|評論)(?:\ ?\((?:required|必填)\))?\ ?\*
"""
# Words that could also be somebody's answer: they go only below a line that is certain.
_POSSIBLE: Final = r"""
    name | e-?mail(?:\ address)? | website | comments? | submit | reply | 姓名 | 名称 | 名稱 | 昵称 | 暱稱
    | 邮箱 | 郵箱 | 电子邮箱 | 電子郵箱 | 电子邮件 | 電子郵件 | 网站 | 網站 | 网址 | 網址
    | 评论 | 評論 | 提交 | 回复 | 回覆
"""
# Atomic groups, because "name *" could be read in two ways and a row of them in 2^n.
_FLAGS: Final = re.VERBOSE | re.IGNORECASE
_ONLY_CERTAIN: Final = re.compile(rf"(?:(?>{_CERTAIN})[\s.。,，:：!！*]*+)++", _FLAGS)
_FORM: Final = re.compile(rf"(?:(?>{_CERTAIN}|{_POSSIBLE})[\s.。,，:：!！*]*+)++", _FLAGS)
_LONGEST: Final = 300


def drop_form(lines: list[Line]) -> tuple[list[Line], int]:
    """Drop the comment form at the end of a text; the same words elsewhere stay.

    Returns the lines before it and the number of lines dropped, blank ones not counted. Field names that
    could be an answer ("Website") go only below a line which no author writes ("Leave a comment", "Name *").
    """
    start = keep = len(lines)
    while start > 0 and _of_form(lines[start - 1].text):
        start -= 1
        if _ONLY_CERTAIN.fullmatch(_bare(lines[start].text)):
            keep = start
    return lines[:keep], sum(bool(line.text.strip()) for line in lines[keep:])


def _of_form(text: str) -> bool:
    bare = _bare(text)
    return not bare or (len(bare) <= _LONGEST and _FORM.fullmatch(bare) is not None)


def _bare(text: str) -> str:
    return text.strip().lstrip("#*_ ").rstrip("#_ ")
