"""Checks between letters, pages and files that come in."""

from __future__ import annotations

from circulars.checks.registry.row import BLOCKS, NOTES, WARNS, Check, Example, Looks

_CITED = "หนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๒๕๐๐"

CHECKS = (
    Check(
        "bundle-number",
        "เลขที่ของสำเนาไม่ตรงกับที่อ้าง",
        (WARNS,),
        Looks.INCOMING,
        "หนังสือในไฟล์เดียวกันต้องตรงกัน",
        (Example({"copy.reference_number": "มท ๐๓๐๙/๖๒๕๐๐"}, {"copy.reference_number": "มท ๐๓๐๙/ว ๒๕๐๐"}),),
    ),
    Check(
        "bundle-date",
        "วันที่ของสำเนาไม่ตรงกับที่อ้าง",
        (WARNS,),
        Looks.INCOMING,
        "หนังสือในไฟล์เดียวกันต้องตรงกัน",
        (Example({"copy.date_be": "๒๙ กุมภาพันธ์ ๒๕๖๗"}, {"copy.date_be": "๑ มีนาคม ๒๕๖๗"}),),
    ),
    Check(
        "bundle-urgency",
        "ชั้นความเร็วของสำเนาไม่ตรงกับที่อ้าง",
        (WARNS,),
        Looks.INCOMING,
        "หนังสือในไฟล์เดียวกันต้องตรงกัน",
        (
            Example(
                {
                    "enclosures": f"สำเนา{_CITED}",
                    "enclosures.cites": "กรมการปกครอง ด่วนมาก ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
                    "copy.urgency": "ด่วนที่สุด",
                },
                {"copy.urgency": "ด่วนที่สุด"},
            ),
        ),
    ),
    Check(
        "bundle-subject",
        "ชื่อเรื่องของฉบับนำส่งกับสำเนาต่างกันเล็กน้อย",
        (NOTES,),
        Looks.INCOMING,
        "หนังสือนำส่งใช้ชื่อเรื่องเดิม",
        (Example({"copy.subject": "การซักซ้อมแผนสมมุด ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"}, {"copy.subject": "ขอเชิญประชุมชี้แจง"}),),
    ),
    Check(
        "bundle-venue",
        "ชื่อสถานที่ในสองฉบับสะกดต่างกัน",
        (WARNS,),
        Looks.INCOMING,
        "งานเดียวกันจัดที่เดียวกัน",
        (
            Example(
                {"copy.body": "ประชุม ณ โรงแรมสมมุติพาเลต อำเภอเมือง", "copy.body.first": "ด้วยกรมการปกครองแจ้งเรื่อง"},
                {"copy.body": "ประชุม ณ โรงแรมสมมุติพาเลซ อำเภอเมือง"},
            ),
        ),
    ),
    Check(
        "bundle-enclosures",
        "สิ่งที่ส่งมาด้วยในไฟล์น้อยกว่าที่ระบุ",
        (NOTES,),
        Looks.INCOMING,
        "ข้อ ๑๑.๗",
        (),
        "tests/test_checks.py::test_enclosures_that_are_missing_from_the_file",
    ),
    Check(
        "signature-changed",
        "ไฟล์ถูกแก้ไขหลังลงนามดิจิทัล",
        (BLOCKS,),
        Looks.INCOMING,
        "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๔๔ มาตรา ๒๘",
        (),
        "tests/test_signatures.py::test_a_file_that_was_changed_after_signing_blocks",
    ),
    Check(
        "signature-unproved",
        "ลายมือชื่อดิจิทัลตรวจไม่ได้หรือใบรับรองไม่อยู่ในอายุ",
        (WARNS,),
        Looks.INCOMING,
        "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๔๔ มาตรา ๒๘",
        (),
        "tests/test_signatures.py::test_a_signature_that_proves_nothing_is_told",
    ),
    Check(
        "signature-untrusted",
        "ลงนามดิจิทัล แต่ใบรับรองไม่อยู่ในรายการที่เชื่อถือ",
        (NOTES,),
        Looks.INCOMING,
        "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๔๔ มาตรา ๒๘",
        (),
        "tests/test_signatures.py::test_who_signed_is_told_and_trusted_only_by_the_office_s_list",
    ),
    Check(
        "signature-good",
        "ลงนามดิจิทัลถูกต้อง ไฟล์ไม่ถูกแก้ไข",
        (NOTES,),
        Looks.INCOMING,
        "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๔๔ มาตรา ๒๖",
        (),
        "tests/test_signatures.py::test_who_signed_is_told_and_trusted_only_by_the_office_s_list",
    ),
    Check(
        "told-differs",
        "ข้อมูลที่มากับไฟล์ไม่ตรงกับหน้าหนังสือ",
        (WARNS,),
        Looks.INCOMING,
        "หน้าหนังสือคือสิ่งที่ผู้รับได้รับ ข้อมูลที่มากับไฟล์แก้ได้โดยไม่เห็น",
        (),
        "tests/seams/test_seam_told.py::test_what_is_told_otherwise_than_printed_is_asked",
    ),
    Check(
        "files-inside",
        "ไฟล์ PDF มีไฟล์อื่นแนบอยู่ข้างใน",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๗ สิ่งที่ส่งมาด้วยต้องครบ ไฟล์ที่แนบข้างในไม่ไปกับสำเนา",
        (),
        "tests/seams/test_seam_told.py::test_files_inside_a_letter_are_listed_on_it",
    ),
    Check(
        "photos-of-one",
        "ภาพถ่ายหลายภาพในหนึ่งนาที อาจเป็นหนังสือฉบับเดียวกัน",
        (WARNS,),
        Looks.INCOMING,
        "หนังสือต้องครบทุกหน้า ระบบไม่รวมภาพเอง",
        (),
        "tests/intake/test_intake_joined.py::test_photos_of_one_minute_are_asked_about_and_not_joined",
    ),
    Check(
        "attached-claim",
        "ข้อมูลที่ฝังในไฟล์อ้างว่าเป็นหนังสือของเรา แต่หน้าหนังสือไม่ใช่",
        (BLOCKS,),
        Looks.INCOMING,
        "ไฟล์ถูกแก้ไขได้",
        (),
        "tests/seams/test_seam_returned.py::test_facts_of_ours_attached_to_another_letter_do_not_make_it_ours",
    ),
    Check(
        "own-number-other-text",
        "เลขที่และวันที่เป็นของเรา แต่เนื้อความอื่น",
        (BLOCKS,),
        Looks.INCOMING,
        "คลังหนังสือ",
        (),
        "tests/seams/test_seam_returned.py::test_our_number_and_day_over_another_text_blocks",
    ),
    Check(
        "same-number-other-text",
        "เลขซ้ำกับหนังสือที่รับไว้ แต่เนื้อความต่างกัน",
        (BLOCKS,),
        Looks.INCOMING,
        "คลังหนังสือ",
        (),
        "tests/test_archive.py::test_another_text_under_the_same_number_comes_before_a_person",
    ),
)
"""The rows."""
