"""Letters made of wordings: a short text, put between the head and the foot of a sender's letter.

``letters_wordings.txt`` holds for each letter what `own_letters` asks for, then ``sender subject`` (``*`` behind the sender: a
circular to every office of the level; ``>…`` : another addressee; ``!``: a stamped letter, to whom instead of its subject),
then the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from own_letters import FOOT, OwnLetter, own_letters

from circulars.directory import find_office

NAME = "letters_wordings.txt"


@dataclass(frozen=True, slots=True)
class Sender:
    """Number without its running part, the name at the head, the address, the post of who signs; no number: a person."""

    number: str
    name: str
    address: str
    post: str


BANGKOK = "ถนนพระราม ๖ กทม. ๑๐๔๐๐"
SENDERS = {
    "มท": Sender("มท ๐๒๑๑.๔", "กระทรวงมหาดไทย", BANGKOK, "ปลัดกระทรวงมหาดไทย"),
    "ปภ": Sender("มท ๐๖๑๐", "กรมป้องกันและบรรเทาสาธารณภัย", BANGKOK, "อธิบดีกรมป้องกันและบรรเทาสาธารณภัย"),
    "ปค": Sender("มท ๐๓๑๐.๑", "กรมการปกครอง", BANGKOK, "อธิบดีกรมการปกครอง"),
    "สถ": Sender("มท ๐๘๐๘.๒", "กรมส่งเสริมการปกครองท้องถิ่น", BANGKOK, "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"),
    "พช": Sender("มท ๐๔๐๖.๒", "กรมการพัฒนาชุมชน", BANGKOK, "อธิบดีกรมการพัฒนาชุมชน"),
    "สธ": Sender("สธ ๐๒๐๑", "กระทรวงสาธารณสุข", BANGKOK, "ปลัดกระทรวงสาธารณสุข"),
    "ปศ": Sender("กษ ๐๖๑๐", "กรมปศุสัตว์", BANGKOK, "อธิบดีกรมปศุสัตว์"),
    "กษ": Sender("กษ ๐๒๐๑", "กระทรวงเกษตรและสหกรณ์", BANGKOK, "ปลัดกระทรวงเกษตรและสหกรณ์"),
    "ชป": Sender("กษ ๐๓๐๓", "กรมชลประทาน", BANGKOK, "อธิบดีกรมชลประทาน"),
    "พน": Sender("พน ๐๒๐๑", "กระทรวงพลังงาน", BANGKOK, "ปลัดกระทรวงพลังงาน"),
    "คพ": Sender("ทส ๐๓๐๒", "กรมควบคุมมลพิษ", BANGKOK, "อธิบดีกรมควบคุมมลพิษ"),
    "กต": Sender("กต ๐๒๐๓", "กระทรวงการต่างประเทศ", BANGKOK, "ปลัดกระทรวงการต่างประเทศ"),
    "ศธ": Sender("ศธ ๐๒๐๑", "กระทรวงศึกษาธิการ", BANGKOK, "ปลัดกระทรวงศึกษาธิการ"),
    "คลัง": Sender("กค ๐๒๐๑", "กระทรวงการคลัง", BANGKOK, "ปลัดกระทรวงการคลัง"),
    "บัญชีกลาง": Sender("กค ๐๔๐๒.๕", "กรมบัญชีกลาง", BANGKOK, "อธิบดีกรมบัญชีกลาง"),
    "ปชส": Sender("นร ๐๒๐๗", "กรมประชาสัมพันธ์", BANGKOK, "อธิบดีกรมประชาสัมพันธ์"),
    "สลค": Sender("นร ๐๕๐๓", "สำนักเลขาธิการคณะรัฐมนตรี", BANGKOK, "เลขาธิการคณะรัฐมนตรี"),
    "กพ": Sender("นร ๑๐๑๒", "สำนักงาน ก.พ.", BANGKOK, "เลขาธิการ ก.พ."),
    "กฤษฎีกา": Sender("นร ๐๙๐๙", "สำนักงานคณะกรรมการกฤษฎีกา", BANGKOK, "เลขาธิการคณะกรรมการกฤษฎีกา"),
    "สำนักงบ": Sender("นร ๐๗๐๘", "สำนักงบประมาณ", BANGKOK, "ผู้อำนวยการสำนักงบประมาณ"),
    "ตร": Sender("ตช ๐๐๐๗.๒๒", "สำนักงานตำรวจแห่งชาติ", BANGKOK, "ผู้บัญชาการตำรวจแห่งชาติ"),
    "กกต": Sender("ลต ๐๐๑๒", "สำนักงานคณะกรรมการการเลือกตั้ง", BANGKOK, "เลขาธิการคณะกรรมการการเลือกตั้ง"),
    "สตง": Sender("ตผ ๐๐๔๙", "สำนักงานการตรวจเงินแผ่นดิน", BANGKOK, "ผู้ว่าการตรวจเงินแผ่นดิน"),
    "ปปช": Sender("ปช ๐๐๑๙", "สำนักงาน ป.ป.ช.", BANGKOK, "เลขาธิการคณะกรรมการ ป.ป.ช."),
    "ดธ": Sender("มท ๐๒๒๘", "ศูนย์ดำรงธรรมกระทรวงมหาดไทย", BANGKOK, "ปลัดกระทรวงมหาดไทย"),
    "วิทยุ": Sender("กอปภก ๐๐๐๑", "กองบัญชาการป้องกันและบรรเทาสาธารณภัยแห่งชาติ", BANGKOK, "ผู้อำนวยการกลาง"),
    "ศาลปกครอง": Sender("ศป ๐๐๑๔", "สำนักงานศาลปกครองเชียงใหม่", "ถนนโชตนา เชียงใหม่ ๕๐๓๐๐", "ผู้อำนวยการสำนักงานศาลปกครองเชียงใหม่"),
    "ศาล": Sender("ศย ๓๐๐.๐๐๕", "ศาลจังหวัดน่าน", "ถนนสุริยพงษ์ น่าน ๕๕๐๐๐", "ผู้พิพากษาหัวหน้าศาลจังหวัดน่าน"),
    "กสม": Sender("สม ๐๐๐๓", "สำนักงานคณะกรรมการสิทธิมนุษยชนแห่งชาติ", BANGKOK, "เลขาธิการคณะกรรมการสิทธิมนุษยชนแห่งชาติ"),
    "มน": Sender("อว ๐๖๐๓.๑๒", "มหาวิทยาลัยตัวอย่างพัฒนา", "ถนนพหลโยธิน พิษณุโลก ๖๕๐๐๐", "คณบดีคณะสังคมศาสตร์"),
    "ไฟฟ้า": Sender("มท ๕๓๐๒.๑๐", "การไฟฟ้าส่วนภูมิภาคจังหวัด", "ถนนยันตรกิจโกศล", "ผู้จัดการการไฟฟ้าส่วนภูมิภาค"),
    "ทล": Sender("คค ๐๖๐๓.๔", "แขวงทางหลวงแพร่", "ถนนยันตรกิจโกศล แพร่ ๕๔๐๐๐", "ผู้อำนวยการแขวงทางหลวงแพร่"),
    "อัยการ": Sender("อส ๐๐๓๗", "สำนักงานอัยการจังหวัดลำปาง", "ถนนบุญวาทย์ ลำปาง ๕๒๐๐๐", "อัยการจังหวัดลำปาง"),
    "อุตุ": Sender("ดศ ๐๓๐๖", "ศูนย์อุตุนิยมวิทยาภาคเหนือ", "ถนนสนามบิน เชียงใหม่ ๕๐๒๐๐", "ผู้อำนวยการศูนย์อุตุนิยมวิทยาภาคเหนือ"),
    "ทบ": Sender("กห ๐๔๘๓.๕๐", "กองพันทหารม้าที่ ๑๐", "ค่ายสุริยพงษ์ น่าน ๕๕๐๐๐", "ผู้บังคับกองพัน"),
    "ตำรวจ": Sender("ตช ๐๐๒๐(ลป).๖(๑๒)", "สถานีตำรวจภูธรแม่เมาะ", "อำเภอแม่เมาะ ลป ๕๒๒๒๐", "ผู้กำกับการสถานีตำรวจภูธรแม่เมาะ"),
    "โรงเรียน": Sender("ศธ ๐๔๐๕๓.๐๓", "โรงเรียนบ้านตัวอย่างวิทยา", "อำเภอแม่เมาะ ลป ๕๒๒๒๐", "ผู้อำนวยการโรงเรียนบ้านตัวอย่างวิทยา"),
    "อบต": Sender("ลป ๗๓๒๐๑", "องค์การบริหารส่วนตำบลนาสัก", "อำเภอแม่เมาะ ลป ๕๒๒๒๐", "นายกองค์การบริหารส่วนตำบลนาสัก"),
    "จว2": Sender("ชร ๐๐๑๗.๒", "ศาลากลางจังหวัดเชียงราย", "ถนนแม่ฟ้าหลวง ชร ๕๗๑๐๐", "ผู้ว่าราชการจังหวัดเชียงราย"),
    "มูลนิธิ": Sender("มพต ๐๑๒", "มูลนิธิเพื่อนเด็กตัวอย่าง", "๙๙ ถนนบึงสีไฟ พิจิตร ๖๖๐๐๐", "ประธานมูลนิธิเพื่อนเด็กตัวอย่าง"),
    "สมาคม": Sender("สกต ๐๐๙", "สมาคมกีฬาตัวอย่าง", "๙ ถนนเจริญเมือง แพร่ ๕๔๐๐๐", "นายกสมาคมกีฬาตัวอย่าง"),
    "บริษัท": Sender("", "บริษัท อากาศสดใสตัวอย่าง จำกัด", "๑๑ ถนนบึงสีไฟ พิจิตร ๖๖๐๐๐", "กรรมการผู้จัดการ"),
    "วัด": Sender("", "วัดตัวอย่างวราราม", "อำเภอเมืองพิจิตร พจ ๖๖๐๐๐", "เจ้าอาวาสวัดตัวอย่างวราราม"),
    "กรมศิลป์": Sender("วธ ๐๔๐๑", "กรมศิลปากร", BANGKOK, "อธิบดีกรมศิลปากร"),
    "ธนาคาร": Sender("ธตอ ลป ๐๔๕", "ธนาคารตัวอย่างเพื่อการออม สาขาลำปาง", "ถนนบุญวาทย์ ลำปาง ๕๒๐๐๐", "ผู้จัดการสาขาลำปาง"),
    "คน": Sender("", "", "", ""),
}  # fmt: skip
_ABOVE = {"อำเภอแม่เมาะ": Sender("ลป ๐๐๑๘.๒", "ศาลากลางจังหวัดลำปาง", "ถนนวชิราวุธดำเนิน ลป ๕๒๐๐๐", "ผู้ว่าราชการจังหวัดลำปาง")}
_BELOW = {
    "จังหวัดแพร่": Sender("พร ๐๓๑๘", "ที่ว่าการอำเภอลอง", "อำเภอลอง พร ๕๔๑๕๐", "นายอำเภอลอง"),
    "จังหวัดน่าน": Sender("นน ๐๔๑๘", "ที่ว่าการอำเภอปัว", "อำเภอปัว นน ๕๕๑๒๐", "นายอำเภอปัว"),
}
_FIRST = re.compile(r"(?P<sender>[^ *>!]+)(?P<every>\*)?(?P<stamped>!)?(?:>(?P<to>\S+))? (?P<subject>.+)")


def wordings(name: str = NAME) -> Iterator[OwnLetter]:
    """The letters, each with a head and a foot."""
    for letter in own_letters(name):
        first, _, body = letter.text.partition("\n")
        said = _FIRST.fullmatch(first)
        assert said is not None, letter.number
        yield replace(letter, text=_whole(letter, said, body))


def _whole(letter: OwnLetter, said: re.Match[str], body: str) -> str:
    office = find_office(letter.office)
    sender = {"จว": _ABOVE, "อำเภอ": _BELOW}.get(said["sender"], {}).get(letter.office) or SENDERS[said["sender"]]
    if said["stamped"]:
        return (
            f"ที่ {sender.number}/ว {letter.number}๗\n\nถึง {said['subject']}\n\n"
            + body.replace("\n", "\n\n")
            + f"{sender.name}\n๓ พฤษภาคม ๒๕๗๐\n"
        )
    running = f"ว {letter.number}๗" if said["every"] else f"{letter.number}๑"
    every = {"ผู้ว่าราชการจังหวัด": "ผู้ว่าราชการจังหวัด ทุกจังหวัด", "นายอำเภอ": "นายอำเภอ ทุกอำเภอ"}
    to = every[office.head_post] if said["every"] else (said["to"] or office.head_title)
    head = [f"ที่ {sender.number}/{running}"] if sender.number else []
    cited = ["อ้างถึง หนังสือกรมการปกครอง ที่ มท ๐๓๑๐.๑/ว ๙๑๒ ลงวันที่ ๑ เมษายน ๒๕๗๐"] if "หนังสือที่อ้างถึง" in body else []
    lines = [*head, sender.name, sender.address, "๓ พฤษภาคม ๒๕๗๐", f"เรื่อง {said['subject']}", f"เรียน {to}", *cited]
    return "\n".join([line for line in lines if line]) + "\n" + body.replace("\n", "\n\n") + f"{FOOT}{sender.post}\n"
