"""The dashboard: the script that Streamlit runs for each reader, and the ASGI app around it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import frame, server

if get_script_run_ctx():
    frame.run()
else:
    server.no_page_discovery()
    server.whole_presses()
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware())
