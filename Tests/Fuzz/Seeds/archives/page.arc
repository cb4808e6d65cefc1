filedesc://a 0.0.0.0 20040407103000 text/plain 2
x

http://x/1 1.2.3.4 20040407103000 text/html 3
<p>
