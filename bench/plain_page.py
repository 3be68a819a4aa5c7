"""The baseline of opening a page: what one writes in an afternoon with Streamlit, pandas and plotly.express."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

ALL = "All services"


@st.cache_data
def read(path: str) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"year": str})


st.set_page_config(page_title="User survey", layout="wide")
st.title("User survey")
answers = read(os.environ["PLAIN_PAGE_ANSWERS"])

service = st.selectbox("Service", [ALL, *sorted(answers["service"].unique())])
if service != ALL:
    answers = answers[answers["service"] == service]
latest = answers["year"].max()
now = answers[answers["year"] == latest]

st.metric(f"Mean in {latest}", f"{now['value'].mean():.2f}", help=f"{len(now)} answers")

st.subheader("Mean by dimension")
by_dimension = now.groupby("dimension", as_index=False)["value"].mean().sort_values("value")
st.plotly_chart(px.bar(by_dimension, x="value", y="dimension", orientation="h"))

st.subheader("Trend")
trend = answers.groupby(["year", "service"], as_index=False)["value"].mean()
st.plotly_chart(px.line(trend, x="year", y="value", color="service", markers=True))

st.subheader("Distribution of answers")
distribution = now.groupby(["dimension", "value"], as_index=False).size()
distribution["share"] = distribution["size"] / distribution.groupby("dimension")["size"].transform("sum")
distribution["value"] = distribution["value"].astype(str)
st.plotly_chart(px.bar(distribution, x="share", y="dimension", color="value", orientation="h"))
