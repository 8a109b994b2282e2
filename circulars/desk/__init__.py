"""The desk: what people see and do in the browser, in Thai; no Prefect here, the office gives what it needs of it.

`office` is what the desk knows of its office, `people` who may do what, `web` the pages.
"""
